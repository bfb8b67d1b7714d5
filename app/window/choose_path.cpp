// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/choose_path.h"

#include <QFileDialog>

namespace lapidary::window {

void choosePath(QWidget* parent, const PathQuestion& question, std::function<void(QString)> chosen) {
    auto* dialog = new QFileDialog(parent, question.title, question.from);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    switch (question.kind) {
    case PathQuestion::Kind::OpenFile:
        dialog->setFileMode(QFileDialog::ExistingFile);
        break;
    case PathQuestion::Kind::OpenFolder:
        dialog->setFileMode(QFileDialog::Directory);
        break;
    case PathQuestion::Kind::SaveFile:
        dialog->setFileMode(QFileDialog::AnyFile);
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        break;
    }
    if (!question.filters.isEmpty())
        dialog->setNameFilters(question.filters);
    dialog->setDefaultSuffix(question.suffix);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, std::move(chosen));
    dialog->open();
}

} // namespace lapidary::window
