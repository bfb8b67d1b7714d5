# SPDX-License-Identifier: GPL-3.0-or-later
# One INTERFACE target for language level and warnings, and one function for each kind of target.

add_library(lapidary_settings INTERFACE)
target_compile_features(lapidary_settings INTERFACE cxx_std_20)
target_include_directories(lapidary_settings INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(lapidary_settings INTERFACE -Wall -Wextra -Wpedantic)
if(LAPIDARY_WERROR)
  target_compile_options(lapidary_settings INTERFACE -Werror)
endif()

# lapidary_library(NAME SOURCES a.cpp … DEPENDS lapidary::base …): static target lapidary_NAME, alias lapidary::NAME.
function(lapidary_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PRIVATE_DEPENDS" ${ARGN})
  add_library(lapidary_${name} STATIC ${ARG_SOURCES})
  add_library(lapidary::${name} ALIAS lapidary_${name})
  set_target_properties(lapidary_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON CXX_EXTENSIONS OFF)
  target_link_libraries(lapidary_${name} PUBLIC lapidary_settings ${ARG_DEPENDS} PRIVATE ${ARG_PRIVATE_DEPENDS})
endfunction()

# lapidary_test(NAME SOURCES a_test.cpp … DEPENDS …): executable lapidary_NAME_tests, each case a ctest test.
# LABELS go to every case (slow, real-model).
function(lapidary_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;LABELS" ${ARGN})
  add_executable(lapidary_${name}_tests ${ARG_SOURCES})
  target_link_libraries(lapidary_${name}_tests PRIVATE ${ARG_DEPENDS} lapidary_settings lapidary_test_support)
  gtest_discover_tests(lapidary_${name}_tests TEST_PREFIX "${name}/" DISCOVERY_TIMEOUT 60
    PROPERTIES LABELS "${name};${ARG_LABELS}" SKIP_REGULAR_EXPRESSION "\\[  SKIPPED \\]")
endfunction()
