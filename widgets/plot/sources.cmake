# SPDX-License-Identifier: GPL-3.0-or-later
# Paths relative to widgets/.
set(LAPIDARY_PLOT_SOURCES
  plot/activation_content.cpp plot/activation_content.h
  plot/activation_extents.cpp plot/activation_extents.h
  plot/activation_view.cpp plot/activation_view.h
  plot/bytes_content.cpp plot/bytes_content.h
  plot/bytes_map.cpp plot/bytes_map.h
  plot/bytes_table.cpp plot/bytes_table.h
  plot/bytes_view.cpp plot/bytes_view.h
  plot/clip_effect.cpp plot/clip_effect.h
  plot/clip_handles.cpp plot/clip_handles.h
  plot/content_parts.cpp plot/content_parts.h
  plot/density_content.cpp plot/density_content.h
  plot/error_curve.cpp plot/error_curve.h
  plot/file_number.cpp plot/file_number.h
  plot/grid_levels.cpp plot/grid_levels.h
  plot/handle_drag.cpp plot/handle_drag.h
  plot/histogram_content.cpp plot/histogram_content.h
  plot/histogram_view.cpp plot/histogram_view.h
  plot/linked_plot.cpp plot/linked_plot.h
  plot/logit_content.cpp plot/logit_content.h
  plot/logit_view.cpp plot/logit_view.h
  plot/plot_accessible.cpp plot/plot_accessible.h
  plot/plot_actions.cpp plot/plot_actions.h
  plot/plot_bars.cpp plot/plot_bars.h
  plot/plot_clip.cpp plot/plot_clip.h
  plot/plot_colors.cpp plot/plot_colors.h
  plot/plot_content.h
  plot/plot_cursor.cpp plot/plot_cursor.h
  plot/plot_export.cpp plot/plot_export.h
  plot/plot_figure.cpp plot/plot_figure.h
  plot/plot_fit.cpp plot/plot_fit.h
  plot/plot_ink.cpp plot/plot_ink.h
  plot/plot_input.cpp plot/plot_input.h
  plot/plot_labels.cpp plot/plot_labels.h
  plot/plot_overlay.cpp plot/plot_overlay.h
  plot/plot_series.cpp plot/plot_series.h
  plot/plot_shapes.cpp plot/plot_shapes.h
  plot/plot_table.cpp plot/plot_table.h
  plot/plot_table_page.cpp plot/plot_table_page.h
  plot/plot_tickers.cpp plot/plot_tickers.h
  plot/profile_content.cpp plot/profile_content.h
  plot/profile_view.cpp plot/profile_view.h
  plot/qt_words.h
  plot/plot_view.cpp plot/plot_view.h
  plot/result_overlay.cpp plot/result_overlay.h
  plot/segment_part.h
  plot/sensitivity_content.cpp plot/sensitivity_content.h
  plot/sensitivity_view.cpp plot/sensitivity_view.h
  plot/spectrum_content.cpp plot/spectrum_content.h
  plot/spectrum_view.cpp plot/spectrum_view.h
  plot/squarify.cpp plot/squarify.h
  plot/tradeoff_content.cpp plot/tradeoff_content.h
  plot/tradeoff_view.cpp plot/tradeoff_view.h
  plot/zoom_past.cpp plot/zoom_past.h
)
