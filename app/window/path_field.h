// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/choose_path.h"

#include <QWidget>

#include <filesystem>

class QLineEdit;

namespace lapidary::window {

/// A path that can be typed, dropped or chosen.
class PathField final : public QWidget {
    Q_OBJECT

public:
    PathField(PathQuestion question, PathChooser chooser, QWidget* parent = nullptr);

    void setPath(const std::filesystem::path& path);
    std::filesystem::path path() const;

Q_SIGNALS:
    void changed();

private:
    QLineEdit* m_line;
};

} // namespace lapidary::window
