# SPDX-License-Identifier: GPL-3.0-or-later
# The pages themselves are found, not listed: whoever writes resources/help/LANGUAGE/ID.md is done.
set(LAPIDARY_HELP_SOURCES
  help/first_tasks.cpp
  help/first_tasks.h
  help/help_pages.cpp
  help/help_pages.h
  help/help_view.cpp
  help/help_view.h
  help/keys_overlay.cpp
  help/keys_overlay.h)

file(GLOB pages CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/resources/help/*/*.md")
set(entries "")
foreach(page IN LISTS pages)
  file(RELATIVE_PATH alias "${PROJECT_SOURCE_DIR}/resources/help" "${page}")
  string(APPEND entries "<file alias=\"${alias}\">${page}</file>\n")
endforeach()
file(CONFIGURE OUTPUT help.qrc CONTENT "<RCC><qresource prefix=\"/help\">\n${entries}</qresource></RCC>\n")
qt_add_resources(LAPIDARY_HELP_SOURCES "${CMAKE_CURRENT_BINARY_DIR}/help.qrc")
