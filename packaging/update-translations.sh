#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Collects the sentences of the window into translations/lapidary_en.ts: the plural forms of English, which need no
# translator ("%n site(s)" is "1 site" or "2 sites"), and the templates of core/base/error.cpp as context lapidary::Error.
# `update-translations.sh de …` makes or updates translations/lapidary_de.ts, with every sentence, for a translator.
# Every file is left in one form, that of Python's ElementTree, however it was written before: a diff shows sentences alone.
. "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"
cd "$LAPIDARY_ROOT"

lupdate=$(command -v lupdate6 || echo /usr/lib/qt6/bin/lupdate)
[ -x "$lupdate" ] || lapidary_fail "there is no lupdate of Qt 6; on Debian it is in qt6-l10n-tools"

# What lupdate does not see by itself is written out for it.
templates=$(mktemp -d)
trap 'rm -rf "$templates"' EXIT
packaging/translation_sources.py "$templates/templates.cpp"

collect=("$lupdate" -silent -no-obsolete -locations none -source-language en -I . app/window widgets)
"${collect[@]}" -pluralonly -target-language en -ts translations/lapidary_en.ts
"${collect[@]}" "$templates" -target-language en -ts "$templates/all.ts"
for language; do
  "${collect[@]}" "$templates" -target-language "$language" -ts "translations/lapidary_$language.ts"
done

python3 - "$templates/all.ts" en "$@" <<'PYTHON'
import re, sys
import xml.etree.ElementTree as tree


def read(language):
    return tree.parse(f"translations/lapidary_{language}.ts")


def write(document, language):
    path = f"translations/lapidary_{language}.ts"
    tree.indent(document, "    ")
    document.write(path, encoding="utf-8", xml_declaration=True)
    with open(path, "a", encoding="utf-8") as file:
        file.write("\n")


def fill_english(root, collected):
    errors = next(context for context in collected.iter("context") if context.findtext("name") == "lapidary::Error")
    for context in [context for context in root if context.findtext("name") == "lapidary::Error"]:
        root.remove(context)
    root.insert(0, errors)
    for message in errors.iter("message"):
        translation = message.find("translation")
        translation.attrib.pop("type", None)
        translation.text = message.findtext("source")
    for message in root.iter("message"):
        if message.get("numerus") != "yes":
            continue
        source = message.findtext("source")
        singular = re.sub(r"\(s\)", "", re.sub(r"(%n (?:more )?\w+?)s\b(?!\))", r"\1", source))
        singular = re.sub(r"(%n [^.;]*?) are ", r"\1 is ", singular)
        plural = source.replace("(s)", "s")
        translation = message.find("translation")
        translation.attrib.pop("type", None)
        translation.text = None
        for form in list(translation):
            translation.remove(form)
        for text in (singular, plural):
            tree.SubElement(translation, "numerusform").text = text


collected, *languages = sys.argv[1:]
for language in languages:
    document = read(language)
    if language == "en":
        fill_english(document.getroot(), tree.parse(collected))
    write(document, language)
PYTHON
