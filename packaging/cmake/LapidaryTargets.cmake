# SPDX-License-Identifier: GPL-3.0-or-later
# One INTERFACE target for language level and warnings, and one function for each kind of target.

add_library(lapidary_settings INTERFACE)
target_compile_features(lapidary_settings INTERFACE cxx_std_20)
target_include_directories(lapidary_settings INTERFACE "${PROJECT_SOURCE_DIR}")
# GCC 12 takes `"literal" + std::string()` for an overflow (its bug 105329), in several ways, and says so of a precompiled
# header as if it were ours. AddressSanitizer holds what these warnings are for.
set(LAPIDARY_GCC_QUIET -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
target_compile_options(lapidary_settings INTERFACE -Wall -Wextra -Wpedantic
  "$<$<CXX_COMPILER_ID:GNU>:${LAPIDARY_GCC_QUIET}>")
if(LAPIDARY_WERROR)
  target_compile_options(lapidary_settings INTERFACE -Werror)
endif()

# Headers of others that most sources of a target include, parsed once a target: an engine source compiles in 5 s instead of
# 15. Sources still include what they use, and build without (CMAKE_DISABLE_PRECOMPILE_HEADERS). -fpch-preprocess lets ccache see through them.
set(LAPIDARY_COMMON_HEADERS <algorithm> <filesystem> <functional> <map> <memory> <optional> <string> <vector> <nlohmann/json.hpp>)
set(LAPIDARY_TENSOR_HEADERS <ATen/core/Tensor.h> <ATen/TensorOperators.h> <ATen/Parallel.h>)
function(lapidary_precompile target)
  target_precompile_headers(${target} PRIVATE ${ARGN})
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endfunction()

# lapidary_library(NAME SOURCES a.cpp … DEPENDS lapidary::base … PRECOMPILE <header> …): static target lapidary_NAME, alias
# lapidary::NAME.
function(lapidary_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PRIVATE_DEPENDS;PRECOMPILE" ${ARGN})
  add_library(lapidary_${name} STATIC ${ARG_SOURCES})
  add_library(lapidary::${name} ALIAS lapidary_${name})
  set_target_properties(lapidary_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON CXX_EXTENSIONS OFF)
  target_link_libraries(lapidary_${name} PUBLIC lapidary_settings ${ARG_DEPENDS} PRIVATE ${ARG_PRIVATE_DEPENDS})
  lapidary_precompile(lapidary_${name} ${LAPIDARY_COMMON_HEADERS} ${ARG_PRECOMPILE})
endfunction()

# moc of Qt 6.4 stumbles over C++20 headers of GCC 12 when it is told that the compiler knows concepts.
function(lapidary_moc target)
  set_target_properties(${target} PROPERTIES AUTOMOC ON AUTOMOC_COMPILER_PREDEFINES OFF)
endfunction()

# lapidary_qt_library(NAME SOURCES a.cpp a.h … DEPENDS …): as lapidary_library, with moc; headers with Q_OBJECT stand in SOURCES.
# Qt's words `signals` and `slots` are off, text becomes a QString only by name, so that none misses its translation.
set(LAPIDARY_QT_HEADERS <QWidget> <QString> <QAbstractItemModel>)
function(lapidary_qt_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PRIVATE_DEPENDS" ${ARGN})
  lapidary_library(${name} SOURCES ${ARG_SOURCES} DEPENDS Qt6::Widgets ${ARG_DEPENDS} PRIVATE_DEPENDS ${ARG_PRIVATE_DEPENDS}
    PRECOMPILE ${LAPIDARY_QT_HEADERS})
  lapidary_moc(lapidary_${name})
  target_compile_definitions(lapidary_${name} PUBLIC QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII)
endfunction()

# lapidary_test(NAME SOURCES a_test.cpp … DEPENDS …): executable lapidary_NAME_tests, each case a ctest test NAME/case.
# LABELS go to every case (slow, real-model, no-sanitizer). SANITIZER_CASES, a GoogleTest filter, names the small set that
# also runs under the sanitizers where the whole would take too long: all other cases get the label no-sanitizer.
function(lapidary_test name)
  cmake_parse_arguments(ARG "" "SANITIZER_CASES" "SOURCES;DEPENDS;LABELS;PRECOMPILE" ${ARGN})
  add_executable(lapidary_${name}_tests ${ARG_SOURCES})
  # The work is done in the libraries; unoptimised test code compiles in half the time.
  target_compile_options(lapidary_${name}_tests PRIVATE $<$<CONFIG:Release,Debug>:-O0>)
  target_link_libraries(lapidary_${name}_tests PRIVATE ${ARG_DEPENDS} lapidary_settings lapidary_test_support)
  lapidary_precompile(lapidary_${name}_tests ${LAPIDARY_COMMON_HEADERS} <gtest/gtest.h> ${ARG_PRECOMPILE})
  if(ARG_SANITIZER_CASES)
    lapidary_discover(${name} "${ARG_SANITIZER_CASES}" asan ${ARG_LABELS})
    lapidary_discover(${name} "-${ARG_SANITIZER_CASES}" no-sanitizer ${ARG_LABELS})
  else()
    lapidary_discover(${name} "" ${ARG_LABELS})
  endif()
endfunction()

# lapidary_qt_test(NAME SOURCES … DEPENDS …): the same with an application, whose main() stands in tests/support/qt_main.cpp.
function(lapidary_qt_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  lapidary_test(${name} SOURCES ${ARG_SOURCES} "${PROJECT_SOURCE_DIR}/tests/support/qt_main.cpp"
    DEPENDS ${ARG_DEPENDS} lapidary::widgets Qt6::Test Qt6::Svg PRECOMPILE ${LAPIDARY_QT_HEADERS})
  lapidary_moc(lapidary_${name}_tests)
endfunction()

# One label `NAME,LABEL,…`, since gtest_discover_tests keeps the first of several; ctest -L and -LE search inside it.
function(lapidary_discover name filter)
  string(JOIN "," labels ${name} ${ARGN})
  if(filter)
    set(filter TEST_FILTER "${filter}")
  endif()
  gtest_discover_tests(lapidary_${name}_tests TEST_PREFIX "${name}/" DISCOVERY_TIMEOUT 60 ${filter}
    PROPERTIES LABELS "${labels}" SKIP_REGULAR_EXPRESSION "\\[  SKIPPED \\]")
endfunction()
