// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/choose_path.h"
#include "app/window/work.h"

#include <QDialog>

class QCheckBox;
class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace lapidary::window {

class PathField;

/// A form with an OK button that is on while nothing is wrong; what is wrong is said below the form.
class JobDialog : public QDialog {
    Q_OBJECT

protected:
    JobDialog(const QString& title, const QString& action, QWidget* parent);
    PathField* addPath(const QString& label, const QString& name, const PathQuestion& question,
                       const PathChooser& chooser);
    QLineEdit* addCount(const QString& label, const QString& name, std::int64_t value, const QString& help);
    static std::int64_t count(const QLineEdit& line);
    QFormLayout& form() const { return *m_form; }
    /// Empty: nothing is wrong.
    virtual QString problem() const = 0;
    void check();

private:
    QFormLayout* m_form;
    QLabel* m_problem;
    QDialogButtonBox* m_buttons;
};

/// On what to measure.
class MeasureDialog final : public JobDialog {
    Q_OBJECT

public:
    MeasureDialog(const MeasureSettings& start, const PathChooser& chooser, QWidget* parent);
    MeasureSettings settings() const;

private:
    QString problem() const override;
    PathField* m_text;
    QLineEdit* m_windows;
    QLineEdit* m_window;
};

/// Where to, on what, and whether to evaluate before and after.
class CompressDialog final : public JobDialog {
    Q_OBJECT

public:
    CompressDialog(const CompressSettings& start, const QString& formatName, const PathChooser& chooser,
                   QWidget* parent);
    CompressSettings settings() const;

private:
    QString problem() const override;
    PathField* m_output;
    PathField* m_calibration;
    QLineEdit* m_windows;
    QLineEdit* m_window;
    QCheckBox* m_measure;
    QCheckBox* m_evaluate;
    PathField* m_evaluation;
};

} // namespace lapidary::window
