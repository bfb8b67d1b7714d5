// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/console.h"
#include "core/base/result.h"

#include <memory>

namespace lapidary::cli {

inline constexpr const char* kModelHelp =
    "Hugging Face folder, .gguf file, .lapidary project, folder that run made, or builtin (the model inside "
    "the program; ./builtin is a file or folder of that name)";
inline constexpr const char* kProjectHelp =
    ".lapidary project; builtin: the recorded one of the built-in model; sample: that of SmolLM2-135M";
inline constexpr const char* kCalibrationHelp =
    "calibration text; builtin: the built-in model's, sample: 2,000 tokens of English (or by name: "
    "builtin:calibration, builtin:evaluation, sample:calibration, sample:evaluation)";
inline constexpr const char* kEvaluationHelp =
    "UTF-8 text; builtin: the built-in model's evaluation text, sample: 1,000 tokens of English (or by name: "
    "builtin:calibration, builtin:evaluation, sample:calibration, sample:evaluation)";

/// One command of lapidary-cli; one file each.
class Command {
public:
    virtual ~Command() = default;
    virtual CommandSpec spec() = 0; // its declare() binds this object's fields
    virtual base::Status run(Console& console) = 0;
};

std::unique_ptr<Command> makeInspect();
std::unique_ptr<Command> makeMeasure();
std::unique_ptr<Command> makeShow();
std::unique_ptr<Command> makePlanCheck();
std::unique_ptr<Command> makePlanTransfer();
std::unique_ptr<Command> makeRun();
std::unique_ptr<Command> makeConvert();
std::unique_ptr<Command> makeEval();
std::unique_ptr<Command> makeCompare();
std::unique_ptr<Command> makeFigures();
std::unique_ptr<Command> makeGenerate();
std::unique_ptr<Command> makeTokenize();

} // namespace lapidary::cli
