#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden cases for tests/formats/tokenizer_cases_test.cpp: small tokenizers of every supported kind, trained on made-up
text, and what Hugging Face tokenizers does with random texts.

    python3 make_tokenizer_cases.py > tokenizer_cases.json

Made with tokenizers 0.23.
"""
import json
import random
import sys

from tokenizers import (AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors,
                        trainers)

GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
QWEN2 = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"
         r"|\s+(?!\S)|\s+")
LLAMA3 = QWEN2.replace(r"\p{N}|", r"\p{N}{1,3}|", 1)
TEKKEN = (r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
          r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
          r"|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+")

POOLS = ["abcdefghijklmnopqrstuvwxyz", "ABCXYZ", "0123456789", "      ", "\n\r\t  \n", ".,;:!?'\"()[]{}<>|/\\-_#@$%&*+=~^`",
         "éèüßñçøåæ", "e\u0301 a\u0308 o\u0323\u0302 \u1100\u1161\u11a8 \u212b \ufb01", "日本語漢字中文ひらがなカタカナ",
         "Привет мир", "नमस्ते दुनिया", "العربية ٠١٢٣", "ⅧⅩ½²①⑳", "🙂🚀👩\u200d💻🇩🇪", "\u00a0\u0085\u2003\u2028\u3000\u180e",
         "\u017f\u212a\u0130", "▁▁", "\x00\x01\x1f\x7f"]
PHRASES = ["I'm", "we'LL", "it'ſ", "DON'T", "they've", " the", "hello world", "<s>", "</s>", "<|end|>", "word", "swords", "  Strip",
           "the the", "un\u200dknown", "x=1;\n\n", "12345678", " 3.14", "    ", "\n\n\n", "a  b", " \n x", "l'été"]


def random_text(rng, parts):
    out = []
    for _ in range(parts):
        if rng.random() < 0.35:
            out.append(rng.choice(PHRASES))
        else:
            pool = rng.choice(POOLS)
            out.append("".join(rng.choice(pool) for _ in range(rng.randint(1, 7))))
        if rng.random() < 0.4:
            out.append(" ")
    return "".join(out)


def corpus(seed):
    rng = random.Random(seed)
    syllables = ["th", "e", "in", "er", "an", "on", "wor", "ld", "hel", "lo", "st", "ing", "ed", "un", "re", "ly", "12", "00"]
    words = ["".join(rng.choice(syllables) for _ in range(rng.randint(1, 4))) for _ in range(200)]
    for _ in range(400):
        yield " ".join(rng.choice(words) for _ in range(12)) + rng.choice([".\n", "!  ", "\n\n", " 日本 ", " été "])


def trained_byte_level():
    t = Tokenizer(models.BPE())
    t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    t.train_from_iterator(corpus(1), trainers.BpeTrainer(vocab_size=380, show_progress=False, special_tokens=["<s>", "</s>"],
                          initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    return t.to_str()


BYTE_LEVEL = trained_byte_level()


def byte_level(split=None, prefix=False, use_regex=True, ignore_merges=False):
    spec = json.loads(BYTE_LEVEL)
    spec["model"]["ignore_merges"] = ignore_merges
    t = Tokenizer.from_str(json.dumps(spec))
    steps = list(split or [])
    steps.append(pre_tokenizers.ByteLevel(add_prefix_space=prefix, use_regex=use_regex))
    t.pre_tokenizer = pre_tokenizers.Sequence(steps) if len(steps) > 1 else steps[0]
    t.decoder = decoders.ByteLevel()
    return t


def split_regex(pattern, behavior="isolated", invert=False):
    return pre_tokenizers.Split(Regex(pattern), behavior, invert)


def trained_sentence_piece():
    t = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    t.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    special = ["<unk>", "<s>", "</s>"] + [f"<0x{b:02X}>" for b in range(256)]
    t.train_from_iterator(corpus(2), trainers.BpeTrainer(vocab_size=len(special) + 150, show_progress=False,
                          special_tokens=special, limit_alphabet=30))
    # Byte tokens are part of the vocabulary, not added tokens.
    spec = json.loads(t.to_str())
    spec["added_tokens"] = [a for a in spec["added_tokens"] if not a["content"].startswith("<0x")]
    return json.dumps(spec)


SENTENCE_PIECE = trained_sentence_piece()


def sentence_piece(pre=None, few_bytes=False, fuse=True, fallback=True, prepend=True, decoder=None):
    spec = json.loads(SENTENCE_PIECE)
    spec["model"].update(fuse_unk=fuse, byte_fallback=fallback)
    if few_bytes:
        # High bytes get names that are no byte tokens.
        spec["model"]["vocab"] = {k.replace("<0x", "<1x") if "<0xC" <= k <= "<0xZ" else k: v
                                  for k, v in spec["model"]["vocab"].items()}
    t = Tokenizer.from_str(json.dumps(spec))
    steps = ([normalizers.Prepend("▁")] if prepend else []) + [normalizers.Replace(" ", "▁")]
    t.normalizer = normalizers.Sequence(steps) if pre is None else None
    if pre is not None:
        t.pre_tokenizer = pre
    t.decoder = decoder or decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(),
                                              decoders.Strip(" ", 1, 0)])
    return t


def with_template(t, bos, eos=None):
    special = [(s, t.token_to_id(s)) for s in (bos, eos) if s]
    t.post_processor = processors.TemplateProcessing(single=f"{bos} $A" + (f" {eos}" if eos else ""),
                                                     pair=f"{bos} $A {bos} $B", special_tokens=special)
    return t


def tokenizers():
    yield "gpt2", byte_level()
    yield "gpt2 with prefix space", byte_level(prefix=True)
    yield "smollm", byte_level([pre_tokenizers.Digits(individual_digits=True)])
    yield "digits in runs", byte_level([pre_tokenizers.Digits(individual_digits=False)])
    llama3 = byte_level([split_regex(LLAMA3)], use_regex=False, ignore_merges=True)
    yield "llama3", with_template(llama3, "<s>")
    yield "llama3 with both ends", with_template(llama3, "<s>", "</s>")
    qwen = byte_level([split_regex(QWEN2)], use_regex=False)
    qwen.normalizer = normalizers.NFC()
    yield "qwen2", qwen
    yield "tekken", byte_level([split_regex(TEKKEN)], use_regex=False)
    for form in (normalizers.NFD(), normalizers.NFKC(), normalizers.NFKD()):
        t = byte_level()
        t.normalizer = form
        yield type(form).__name__, t
    t = byte_level()
    t.normalizer = normalizers.Sequence([normalizers.Replace(Regex(r"\s+"), " "), normalizers.Replace("é", "e")])
    yield "replacing", t
    for behavior in ("removed", "isolated", "merged_with_previous", "merged_with_next", "contiguous"):
        for invert in (False, True):
            yield f"split {behavior} {invert}", byte_level([split_regex(r"\d|[aeiou]+|\s", behavior, invert)], use_regex=False)
    yield "split at empty matches", byte_level([split_regex(r"(?=[A-Z])|$", "isolated")], use_regex=False)
    yield "split at text", byte_level([pre_tokenizers.Split("the", "merged_with_next", False)], use_regex=False)
    added = byte_level()
    added.add_tokens([AddedToken("word", single_word=True), AddedToken("Strip", lstrip=True, rstrip=True, normalized=False),
                      AddedToken("the the", normalized=False), AddedToken("hello"), AddedToken("hello world", rstrip=True)])
    added.add_special_tokens([AddedToken("<|end|>", lstrip=True), AddedToken("</s>", rstrip=True)])
    yield "added tokens", added
    nfc = byte_level()
    nfc.normalizer = normalizers.NFC()
    nfc.add_tokens([AddedToken("l'e\u0301te\u0301"), AddedToken("un\u200dknown", normalized=False)])
    yield "normalized added tokens", nfc
    yield "sentencepiece", with_template(sentence_piece(), "<s>")
    yield "sentencepiece without prefix", sentence_piece(prepend=False)
    yield "sentencepiece with few bytes", sentence_piece(few_bytes=True)
    yield "unknown fused", sentence_piece(fallback=False)
    yield "unknown one by one", sentence_piece(fallback=False, fuse=False)
    for scheme in ("first", "always", "never"):
        for split in (True, False):
            meta = pre_tokenizers.Metaspace("▁", scheme, split)
            yield f"metaspace {scheme} {split}", sentence_piece(
                pre=meta, decoder=decoders.Sequence([decoders.ByteFallback(), decoders.Metaspace("▁", scheme, split)]))


def main():
    out = {"models": [], "tokenizers": []}
    for number, (name, t) in enumerate(tokenizers()):
        rng = random.Random(1000 + number)
        texts = ["", " ", "hello world", " hello  world ", "<s>hello</s> <|end|> world"]
        texts += [random_text(rng, rng.randint(1, 9)) for _ in range(25)]
        cases = []
        for text in texts:
            ids = t.encode(text, add_special_tokens=False).ids
            case = {"text": text, "ids": ids, "decoded": t.decode(ids, skip_special_tokens=False)}
            if t.post_processor is not None:
                case["special"] = t.encode(text).ids
            cases.append(case)
        # Any ids at all decode, whole characters or not.
        for _ in range(4):
            ids = [rng.randrange(t.get_vocab_size()) for _ in range(10)]
            cases.append({"ids": ids, "decoded": t.decode(ids, skip_special_tokens=False),
                          "skipped": t.decode(ids, skip_special_tokens=True)})
        spec = json.loads(t.to_str())
        model = spec.pop("model")
        if model not in out["models"]:
            out["models"].append(model)
        out["tokenizers"].append({"name": name, "model": out["models"].index(model), "tokenizer": spec, "cases": cases})
    json.dump(out, sys.stdout, ensure_ascii=False, separators=(",", ":"))
    sys.stdout.write("\n")


main()
