#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what lupdate does not find by itself as a C++ file that it reads.

- core knows no Qt: the templates of core/base/error.cpp (context lapidary::Error), the sentences `base::Sentence{"…"}`
  of core, and the texts of the tables of methods and presets (context lapidary::core).
- `words("…")`, where a source has a function of its own around QCoreApplication::translate() with one context.

Usage: translation_sources.py OUT.cpp
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STRING = r'"(?:[^"\\\n]|\\.)*"'
STRINGS = rf"(?:{STRING}\s*)+"
TABLES = ["core/plan/methods_*.cpp", "core/plan/preset.cpp"]
WRAPPER = re.compile(
    r"(\w+)(?: = \[[^\]]*\])?\((?:const char\*|std::string_view) \w+(?:, [^)]*)?\)(?: const)?(?: -> QString)? \{\s*"
    r'return QCoreApplication::translate\(\s*"([^"]+)",')


def code_of(path):
    """The source without its comments."""
    pattern = rf"({STRING}|'(?:[^'\\]|\\.)')|//[^\n]*|/\*.*?\*/"
    return re.sub(pattern, lambda found: found.group(1) or " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def joined(literals):
    """Adjacent literals as one, still escaped."""
    return "".join(part[1:-1] for part in re.findall(STRING, literals))


def error_templates(root):
    row = rf"\{{ErrorCode::\w+,\s*{STRING},\s*({STRINGS}),\s*({STRINGS})\}}"
    for row_texts in re.findall(row, code_of(root / "core/base/error.cpp")):
        for literals in row_texts:
            yield "lapidary::Error", joined(literals)


def core_sentences(root):
    for path in sorted((root / "core").rglob("*.cpp")):
        for literals in re.findall(rf"\bSentence(?: \w+)?\s*[({{]\s*({STRINGS})", code_of(path)):
            yield "lapidary::core", joined(literals)


def core_tables(root):
    """Whatever has a space in it is meant for people: the tables have nothing else of the kind."""
    for pattern in TABLES:
        for path in sorted(root.glob(pattern)):
            for literals in re.findall(STRINGS, code_of(path)):
                if " " in joined(literals):
                    yield "lapidary::core", joined(literals)


def wrapped(root):
    for path in sorted([*(root / "app/window").rglob("*.cpp"), *(root / "widgets").rglob("*.cpp")]):
        code = code_of(path)
        for name, context in sorted(set(WRAPPER.findall(code))):
            for literals in re.findall(rf"\b{name}\(\s*({STRINGS})[,)]", code):
                yield context, joined(literals)


def sources(root=ROOT):
    texts = []
    for found in (error_templates(root), core_sentences(root), core_tables(root), wrapped(root)):
        texts.extend(found)
    return dict.fromkeys(texts)


def write(path):
    lines = [f'QT_TRANSLATE_NOOP("{context}", "{text}");' for context, text in sources()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
