#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every sentence of the window has its translation in each translations/lapidary_*.ts but the English one, with the same
placeholders, tags and an access key where the original has one, and every help page has one in that language.

Usage: check_translations.py [--self-test]
Exit: 0 complete, 1 with one line per offence.
"""
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree
from pathlib import Path

import translation_sources

ROOT = translation_sources.ROOT
ADVICE = "run packaging/update-translations.sh {0} and write what is unfinished in translations/lapidary_{0}.ts"


def marks_of(text):
    """What must be the same on both sides; %n may be left out where a form says the number in words."""
    return sorted(set(re.findall(r"%[1-9]|</?[a-z]+>", text)))


def offences_in(message):
    source = message.findtext("source")
    translation = message.find("translation")
    forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
    if translation.get("type") or not all(form.strip() for form in forms):
        yield "is not translated"
        return
    for form in forms:
        if marks_of(source) != marks_of(form):
            yield f"has other placeholders or tags: {form!r}"
        if bool(re.search(r"&\w", source)) != bool(re.search(r"&\w", form)):
            yield f"an access key (&) on one side alone: {form!r}"


def offences_of(path, language):
    for context in tree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            for offence in offences_in(message):
                yield f"{context.findtext('name')}: {message.findtext('source')!r} {offence}"


def fresh(path, language, folder):
    """The file as lupdate would leave it today."""
    lupdate = shutil.which("lupdate6") or "/usr/lib/qt6/bin/lupdate"
    if not Path(lupdate).exists():
        sys.exit("there is no lupdate of Qt 6; on Debian it is in qt6-l10n-tools")
    translation_sources.write(Path(folder) / "templates.cpp")
    copy = shutil.copy(path, folder)
    subprocess.run([lupdate, "-silent", "-no-obsolete", "-locations", "none", "-source-language", "en", "-I", ".", "app/window",
                    "widgets", folder, "-target-language", language, "-ts", copy],
                   cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
    return copy


def missing_pages(language):
    for page in sorted((ROOT / "resources/help/en").glob("*.md")):
        if not (ROOT / "resources/help" / language / page.name).exists():
            yield f"resources/help/{language}/{page.name} is missing"


def self_test():
    def found(source, translation, **attributes):
        message = tree.Element("message")
        tree.SubElement(message, "source").text = source
        tree.SubElement(message, "translation", attributes).text = translation
        return len(list(offences_in(message)))

    assert found("&Open %1", "%1 ö&ffnen") == 0
    assert found("Open", "", type="unfinished") == 1
    assert found("%1 of %2", "%1 von") == 1
    assert found("<b>a</b>", "a") == 1
    assert found("&Open", "Öffnen") == 1
    assert found("R & D", "F & E") == 0
    assert translation_sources.sources(), "nothing found in core"
    print("check_translations: every rule catches an offender")


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    offences = []
    for path in sorted((ROOT / "translations").glob("lapidary_*.ts")):
        language = path.stem.split("_", 1)[1]
        if language == "en":
            continue
        with tempfile.TemporaryDirectory() as folder:
            found = [*offences_of(fresh(path, language, folder), language), *missing_pages(language)]
        if found:
            offences += [*found, ADVICE.format(language)]
    print("\n".join(offences) or "check_translations: complete")
    return sys.exit(1 if offences else 0)


if __name__ == "__main__":
    main()
