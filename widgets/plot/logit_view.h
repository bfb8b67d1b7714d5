// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/linked_plot.h"

#include <set>

class QLabel;
class QStandardItemModel;

namespace lapidary::widgets {

/// Scree of the logits, with the tokens of the component under the cursor beside it; positions and tokens on
/// two components; angles between A's and B's. Positions in a box drawn with Shift are listed beside the
/// plot.
class LogitView final : public LinkedPlot {
    Q_OBJECT

public:
    explicit LogitView(SelectionModel& selection, QWidget* parent = nullptr);

    std::vector<PlotContent> moreFigures() const override;

protected:
    PlotContent build() const override;
    void refresh() override;
    void boxDrawn(const QRectF& box) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    enum Face { Scree, Positions, Loadings, Angles, Faces }; // items of the box
    Face face() const;
    PlotContent contentOf(Face face) const;
    void showTokens();
    void showComponent();
    void showChosen();
    void showSide();

    QComboBox* m_face;
    QComboBox* m_x;
    QComboBox* m_y;
    QWidget* m_side;
    QLabel* m_caption;
    QStandardItemModel* m_tokens;
    int m_shown = 1;                // component, from 1
    std::set<std::size_t> m_chosen; // positions
    std::shared_ptr<const model::ModelSpec> m_chosenIn;
};

} // namespace lapidary::widgets
