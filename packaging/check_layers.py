#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the layering: which folder may include which, where torch and Qt may appear, no cycles, no oversized files.

Usage: check_layers.py [ROOT]      checks the source tree (default: the one this script lies in)
       check_layers.py --self-test shows that every rule catches an offender
Exit: 0 clean, 1 with one line per offence: FILE:LINE: what, and what to do instead.
"""
import os
import re
import sys
import tempfile
from pathlib import Path

# unit -> units whose headers it may include; the arrows of the architecture, direct ones only.
ARROWS = {
    "core/base": [],
    "core/formats": ["core/base"],
    "core/builtin": ["core/formats", "core/base"],
    "core/builtin/files": ["core/base"],
    "core/model": ["core/formats", "core/base"],
    "core/plan": ["core/model", "core/base"],
    "core/results": ["core/plan", "core/model", "core/formats", "core/base"],
    "core/advice": ["core/results", "core/plan", "core/model", "core/base"],
    "core/engine/api": ["core/results", "core/plan", "core/model", "core/base"],
    "core/engine": ["core/engine/api", "core/advice", "core/results", "core/plan", "core/model", "core/formats", "core/base"],
    "core/session": ["core/engine/api", "core/builtin/files", "core/advice", "core/results", "core/plan", "core/model", "core/formats", "core/base"],
    "widgets": ["core/advice", "core/results", "core/plan", "core/model", "core/base"],
    "app/builtin-maker": ["core/engine", "core/engine/api", "core/builtin", "core/results", "core/formats", "core/base"],
    "app": ["core/session", "widgets", "core/advice", "core/results", "core/plan", "core/model", "core/base"],
}
UNITS = sorted(ARROWS, key=len, reverse=True)
TOP_FOLDERS = ["app", "core", "widgets", "tests"]
TORCH_FOLDERS = ["core/engine", "tests/engine", "tests/bench", "tests/support/engine"]
SOURCES = (".h", ".cpp")
COUNTED = (".h", ".cpp", ".py", ".sh", ".cmake", ".txt")
MAX_LINES = 800

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
TORCH = re.compile(r"^(torch|ATen|c10|caffe2)/")
TORCH_UMBRELLAS = {"torch/torch.h", "torch/all.h", "torch/extension.h", "ATen/ATen.h", "ATen/Functions.h"}
QT = re.compile(r"^(Qt\w*/|Q[A-Z]\w*$|qcustomplot\.h$)")
QT_UMBRELLAS = {"QtWidgets", "QtCore", "QtGui", "QtWidgets/QtWidgets", "QtCore/QtCore", "QtGui/QtGui"}


def unit_of(path):
    """The unit a path belongs to; None for tests and everything outside the table."""
    return next((unit for unit in UNITS if path.startswith(unit + "/")), None)


def is_below(path, folder):
    return path.startswith(folder + "/")


def read_tree(root):
    """path -> lines of every source below the top folders."""
    files = {}
    for top in TOP_FOLDERS:
        for folder, names, found in os.walk(root / top):
            names.sort()
            for name in sorted(found):
                if name.endswith(COUNTED):
                    path = Path(folder) / name
                    files[path.relative_to(root).as_posix()] = path.read_text(encoding="utf-8").splitlines()
    return files


def includes_of(lines):
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(1) or match.group(2), match.group(1) is not None


def check_own_include(path, target, files):
    """What is wrong with a quoted include of `target` in `path`, or None."""
    if target not in files:
        return f'"{target}" is no file of this tree; own headers are included by their path from the root'
    unit, used = unit_of(path), unit_of(target)
    if unit is not None and is_below(target, "tests"):
        return f"{unit} must not include tests"
    if unit is not None and used is not None and used != unit and used not in ARROWS[unit]:
        return f"{unit} must not include {used}; its arrows go to {', '.join(ARROWS[unit]) or 'nothing'}"
    owner = target.split("/detail/")[0]
    if owner != target and not is_below(path, owner) and not is_below(path, "tests"):
        return f'"{target}" is private to {owner}'
    return None


def check_foreign_include(path, target):
    """What is wrong with an include of a third party's header, or None."""
    if TORCH.match(target):
        allowed = any(is_below(path, folder) for folder in TORCH_FOLDERS) and not is_below(path, "core/engine/api")
        if not allowed:
            return f"torch header <{target}> outside core/engine (its api/ does not count)"
        if target in TORCH_UMBRELLAS:
            return f"<{target}> costs up to 18 s of build time per file; include the headers of the operators used"
    if QT.match(target) or target in QT_UMBRELLAS:
        if is_below(path, "core"):
            return f"Qt header <{target}> in core"
        if target in QT_UMBRELLAS:
            return f"<{target}> is an umbrella; include the classes used"
        if target == "qcustomplot.h" and not (is_below(path, "widgets/plot") and path.endswith(".cpp")):
            return "qcustomplot.h belongs into widgets/plot/*.cpp"
    return None


def check_includes(files):
    for path, lines in files.items():
        if not path.endswith(SOURCES):
            continue
        targets = []
        for number, target, quoted in includes_of(lines):
            foreign = not quoted or TORCH.match(target) or QT.match(target)
            message = check_foreign_include(path, target) if foreign else check_own_include(path, target, files)
            targets.append(target)
            if message:
                yield f"{path}:{number}: {message}"
        if any(TORCH.match(t) for t in targets) and any(QT.match(t) for t in targets):
            yield f"{path}:1: includes both Qt and torch, whose macros clash"


def find_cycle(graph):
    """One cycle of the graph as a list of nodes, first again at the end; empty where there is none."""
    state, stack = {}, []

    def visit(node):
        state[node] = "open"
        stack.append(node)
        for successor in sorted(graph.get(node, ())):
            if state.get(successor) == "open":
                return stack[stack.index(successor) :] + [successor]
            if successor not in state:
                cycle = visit(successor)
                if cycle:
                    return cycle
        stack.pop()
        state[node] = "done"
        return []

    for node in sorted(graph):
        if node not in state:
            cycle = visit(node)
            if cycle:
                return cycle
    return []


def folder_of(path):
    """The folder of a file for the search for cycles; a private folder is part of its owner."""
    return path.split("/detail/")[0] if "/detail/" in path else path.rpartition("/")[0]


def check_cycles(files):
    by_file, by_folder = {}, {}
    for path, lines in files.items():
        if not path.endswith(SOURCES):
            continue
        for _, target, quoted in includes_of(lines):
            if not quoted or target not in files:
                continue
            by_file.setdefault(path, set()).add(target)
            if folder_of(path) != folder_of(target) and not is_below(path, "tests"):
                by_folder.setdefault(folder_of(path), set()).add(folder_of(target))
    for what, graph in (("files", by_file), ("folders", by_folder)):
        cycle = find_cycle(graph)
        if cycle:
            yield f"{cycle[0]}:1: include cycle between {what}: {' -> '.join(cycle)}"


def check_shape(files):
    for path, lines in files.items():
        if len(lines) > MAX_LINES:
            yield f"{path}:{len(lines)}: {len(lines)} lines, at most {MAX_LINES} are allowed; split it"
        if path.endswith(SOURCES) and not (lines and lines[0].startswith("// SPDX-License-Identifier: GPL-3.0-or-later")):
            yield f"{path}:1: the first line must be // SPDX-License-Identifier: GPL-3.0-or-later"
        if path.endswith(".h") and "#pragma once" not in lines:
            yield f"{path}:1: a header needs #pragma once"


def check(root):
    files = read_tree(Path(root))
    if not files:
        return [f"{root}: no sources found"]
    return [*check_includes(files), *check_cycles(files), *check_shape(files)]


HEAD = "// SPDX-License-Identifier: GPL-3.0-or-later\n#pragma once\n"
CLEAN = {
    "core/base/a.h": HEAD + "#include <string>\n",
    "core/base/b.h": HEAD + '#include "core/base/a.h"\n',
    "core/formats/f.h": HEAD + '#include "core/base/a.h"\n',
    "core/formats/detail/p.h": HEAD + '#include "core/formats/f.h"\n',
    "core/formats/f.cpp": HEAD + '#include "core/formats/detail/p.h"\n',
    "core/engine/api/engine.h": HEAD + '#include "core/base/a.h"\n',
    "core/engine/k.cpp": HEAD + '#include "core/engine/api/engine.h"\n#include <ATen/core/Tensor.h>\n',
    "core/session/s.h": HEAD + '#include "core/engine/api/engine.h"\n',
    "app/cli/main.cpp": HEAD + '#include "core/session/s.h"\n',
    "widgets/plot/p.cpp": HEAD + '#include <QWidget>\n#include "qcustomplot.h"\n',
    "tests/formats/f_test.cpp": HEAD + '#include "core/formats/detail/p.h"\n',
    "tests/engine/e_test.cpp": HEAD + "#include <ATen/core/Tensor.h>\n",
}
# What is added to the clean tree, and a part of the message that must come of it.
OFFENDERS = [
    ({"core/base/x.h": '#include "core/formats/f.h"'}, "core/base must not include core/formats"),
    ({"core/plan/x.h": '#include "core/formats/f.h"'}, "core/plan must not include core/formats"),
    ({"core/engine/api/x.h": '#include "core/formats/f.h"'}, "core/engine/api must not include core/formats"),
    ({"core/session/x.cpp": '#include "core/engine/k.h"', "core/engine/k.h": ""}, "core/session must not include core/engine;"),
    ({"app/x.cpp": '#include "core/engine/api/engine.h"'}, "app must not include core/engine/api"),
    ({"widgets/x.cpp": '#include "core/session/s.h"'}, "widgets must not include core/session"),
    ({"core/base/x.h": '#include "tests/support/t.h"', "tests/support/t.h": ""}, "must not include tests"),
    ({"core/base/x.cpp": '#include "a.h"'}, "no file of this tree"),
    ({"core/model/x.cpp": '#include "core/formats/detail/p.h"'}, "private to core/formats"),
    ({"core/engine/api/x.h": "#include <ATen/core/Tensor.h>"}, "outside core/engine"),
    ({"core/advice/x.cpp": '#include "c10/util/Half.h"'}, "outside core/engine"),
    ({"tests/plan/x.cpp": "#  include <torch/script.h>"}, "outside core/engine"),
    ({"core/engine/x.cpp": "#include <torch/torch.h>"}, "18 s of build time"),
    ({"core/results/x.cpp": "#include <QString>"}, "in core"),
    ({"core/results/x.cpp": "#include <QtCore/QString>"}, "in core"),
    ({"app/x.cpp": "#include <QtWidgets>"}, "umbrella"),
    ({"widgets/x.cpp": '#include "qcustomplot.h"'}, "widgets/plot"),
    ({"tests/engine/x.cpp": "#include <QObject>\n#include <ATen/core/Tensor.h>"}, "macros clash"),
    ({"core/base/x.h": '#include "core/base/y.h"', "core/base/y.h": '#include "core/base/x.h"'}, "between files"),
    (
        {
            "core/engine/m/x.h": '#include "core/engine/n/y.h"',
            "core/engine/n/y.h": "",
            "core/engine/n/z.h": '#include "core/engine/m/w.h"',
            "core/engine/m/w.h": "",
        },
        "between folders",
    ),
    ({"core/base/x.cpp": "\n" * 900}, "903 lines"),
]


def write_tree(root, files):
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def self_test():
    failures = []
    cases = [({}, None)] + [({p: HEAD + t + "\n" for p, t in added.items()}, part) for added, part in OFFENDERS]
    cases.append(({"core/base/x.cpp": "#pragma once\n"}, "SPDX"))
    cases.append(({"core/base/x.h": HEAD.splitlines()[0] + "\n"}, "#pragma once"))
    for added, part in cases:
        with tempfile.TemporaryDirectory() as folder:
            write_tree(Path(folder), {**CLEAN, **added})
            found = check(folder)
        right = not found if part is None else any(part in offence for offence in found)
        if not right:
            failures.append(f"self-test: {sorted(added) or 'clean tree'}: expected {part!r}, found {found}")
    return failures, len(cases)


def main(arguments):
    if arguments == ["--self-test"]:
        offences, count = self_test()
        print("\n".join(offences) if offences else f"check_layers: {count} self-tests passed")
    else:
        offences = check(arguments[0] if arguments else Path(__file__).resolve().parent.parent)
        print("\n".join(offences) if offences else "check_layers: clean")
    return 1 if offences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
