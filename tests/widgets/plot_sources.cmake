# SPDX-License-Identifier: GPL-3.0-or-later
set(LAPIDARY_PLOT_TEST_SOURCES
  plot_all_test.cpp
  plot_builders_test.cpp
  plot_bytes_test.cpp
  plot_clip_effect_test.cpp
  plot_content_test.cpp
  plot_export_test.cpp
  plot_profile_test.cpp
  plot_sensitivity_test.cpp
  plot_spectrum_test.cpp
  plot_thresholds_test.cpp
  plot_tradeoff_test.cpp
  plot_view_test.cpp
  plot_views_test.cpp
)
