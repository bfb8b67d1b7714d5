# SPDX-License-Identifier: GPL-3.0-or-later
set(LAPIDARY_PALETTE_SOURCES
  palette/command_palette.cpp
  palette/command_palette.h
  palette/fuzzy_match.cpp
  palette/fuzzy_match.h
  palette/palette_model.cpp
  palette/palette_model.h)
