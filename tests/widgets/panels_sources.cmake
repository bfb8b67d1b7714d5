# SPDX-License-Identifier: GPL-3.0-or-later
set(LAPIDARY_PANEL_TEST_SOURCES
  panels_compare_test.cpp
  panels_history_test.cpp
  panels_number_text_test.cpp
  panels_plan_edits_test.cpp
  panels_plan_table_test.cpp
  panels_problems_log_test.cpp
  panels_support.h
  panels_tree_test.cpp
)
