// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/help/help_pages.h"

#include <QWidget>

#include <vector>

class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QStackedWidget;
class QTextBrowser;
class QToolButton;
class QUrl;

namespace lapidary::widgets {

/// The help pages: contents, search over all words, a page with links to others, and back.
class HelpView final : public QWidget {
    Q_OBJECT

public:
    explicit HelpView(QWidget* parent = nullptr);

    const HelpPages& pages() const { return m_pages; }
    /// Shows a page; the start page where there is none of this name.
    void open(const QString& id);
    /// All pages by title, those that the search field leaves.
    void showContents();
    QString page() const; // id; empty: the contents are shown
    bool canGoBack() const { return !m_past.empty(); }
    void goBack();

Q_SIGNALS:
    void leaveRequested(); // Esc

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Place {
        QString page;
        int scroll = 0;
    };
    void buildHeader();
    void buildPages();
    void layOut();
    void show(const QString& id);
    void follow(const QUrl& link);
    void search(const QString& words);
    void choose(const QListWidgetItem* item);
    void updateButtons();

    HelpPages m_pages;
    std::vector<Place> m_past;
    QString m_page;
    QToolButton* m_back = nullptr;
    QToolButton* m_contents = nullptr;
    QLineEdit* m_search = nullptr;
    QStackedWidget* m_stack = nullptr;
    QListWidget* m_list = nullptr;
    QTextBrowser* m_text = nullptr;
};

} // namespace lapidary::widgets
