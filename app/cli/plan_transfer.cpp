// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/plan_argument.h"
#include "core/base/file_system.h"
#include "core/plan/transfer.h"
#include "core/session/model_files.h"

namespace lapidary::cli {

namespace {

const char* kindText(plan::TransferNote::Kind kind) {
    switch (kind) {
    case plan::TransferNote::Kind::Mapped:
        return "mapped";
    case plan::TransferNote::Kind::Scaled:
        return "scaled";
    case plan::TransferNote::Kind::Merged:
        return "merged";
    case plan::TransferNote::Kind::Unmapped:
        break;
    }
    return "unmapped";
}

class PlanTransferCommand final : public Command {
public:
    CommandSpec spec() override {
        return {"plan transfer", "Carry a plan over to another model by relative depth and kind",
                "plan transfer plan.json --from SmolLM2-135M --to SmolLM2-360M --out plan-360m.json",
                [this](Arguments& arguments) {
                    arguments.positional("PLAN", m_plan, "plan file; - reads standard input");
                    arguments.text("--from", m_from, std::string("the plan's model: ") + kModelHelp, true);
                    arguments.text("--to", m_to, "the model that it is for", true);
                    arguments.text("--out", m_out, "plan file to write", true);
                }};
    }

    base::Status run(Console& console) override {
        LAPIDARY_TRY(const plan::Plan plan, readPlanArgument(m_plan));
        LAPIDARY_TRY(const session::OpenedModel from, session::openModel(m_from));
        LAPIDARY_TRY(const session::OpenedModel to, session::openModel(m_to));
        LAPIDARY_TRY(const plan::TransferredPlan made, plan::transferPlan(plan, from.spec, to.spec));
        LAPIDARY_CHECK(
            base::writeFileAtomically(base::systemFiles(), m_out, plan::toJson(made.plan).dump(2) + "\n"));
        if (console.json)
            console.printJson(toJson(made));
        else
            for (const plan::TransferNote& note : made.notes)
                console.print(std::string(kindText(note.kind)) + " " + note.place + ": " +
                              base::english(note.words));
        return {};
    }

private:
    base::OrderedJson toJson(const plan::TransferredPlan& made) const {
        base::OrderedJson json = {{"output", m_out}};
        for (const auto kind : {plan::TransferNote::Kind::Mapped, plan::TransferNote::Kind::Scaled,
                                plan::TransferNote::Kind::Merged, plan::TransferNote::Kind::Unmapped})
            json[kindText(kind)] = made.count(kind);
        auto& notes = json["notes"] = base::OrderedJson::array();
        for (const plan::TransferNote& note : made.notes)
            notes.push_back({{"kind", kindText(note.kind)},
                             {"place", note.place},
                             {"message", base::english(note.words)}});
        return json;
    }

    std::string m_plan;
    std::string m_from;
    std::string m_to;
    std::string m_out;
};

} // namespace

std::unique_ptr<Command> makePlanTransfer() {
    return std::make_unique<PlanTransferCommand>();
}

} // namespace lapidary::cli
