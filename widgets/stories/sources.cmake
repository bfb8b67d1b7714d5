# SPDX-License-Identifier: GPL-3.0-or-later
set(LAPIDARY_STORY_SOURCES
  stories/stories_panel.cpp
  stories/stories_panel.h
  stories/story_book.cpp
  stories/story_book.h
  stories/story_steps_model.cpp
  stories/story_steps_model.h
  stories/story_text.cpp
  stories/story_text.h)
