#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Collects the sentences of the window into translations/lapidary_en.ts: the plural forms of English, which need no
# translator ("%n site(s)" is "1 site" or "2 sites"). A further language is a further file made by the same lupdate.
. "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"
cd "$LAPIDARY_ROOT"

lupdate=$(command -v lupdate6 || echo /usr/lib/qt6/bin/lupdate)
[ -x "$lupdate" ] || lapidary_fail "there is no lupdate of Qt 6; on Debian it is in qt6-l10n-tools"
"$lupdate" -silent -pluralonly -no-obsolete -locations none -source-language en -target-language en \
  -I . app/window widgets -ts translations/lapidary_en.ts

python3 - translations/lapidary_en.ts <<'PYTHON'
import re, sys
import xml.etree.ElementTree as tree

path = sys.argv[1]
document = tree.parse(path)
for message in document.iter("message"):
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
tree.indent(document, "    ")
document.write(path, encoding="utf-8", xml_declaration=True)
with open(path, "a", encoding="utf-8") as file:
    file.write("\n")
PYTHON
