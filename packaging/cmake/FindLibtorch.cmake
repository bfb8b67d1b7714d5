# SPDX-License-Identifier: GPL-3.0-or-later
# Finds libtorch (a torch wheel or a libtorch archive) without asking for a CUDA toolkit, which torch's own package file
# does for its CUDA builds. Looks in CMAKE_PREFIX_PATH: the folder `torch` of site-packages or the archive's root.
#
# Gives Libtorch::Libtorch: headers, libtorch, libtorch_cpu, libc10, linked with --no-as-needed, so that a wheel that has
# libtorch_cuda loads it at run time.

find_path(Libtorch_INCLUDE_DIR ATen/core/Tensor.h PATH_SUFFIXES include)
find_library(Libtorch_LIBRARY torch PATH_SUFFIXES lib)
find_library(Libtorch_CPU_LIBRARY torch_cpu PATH_SUFFIXES lib)
find_library(Libtorch_C10_LIBRARY c10 PATH_SUFFIXES lib)

if(Libtorch_INCLUDE_DIR AND EXISTS "${Libtorch_INCLUDE_DIR}/torch/headeronly/version.h")
  set(_lapidary_torch_version_file "${Libtorch_INCLUDE_DIR}/torch/headeronly/version.h")
elseif(Libtorch_INCLUDE_DIR AND EXISTS "${Libtorch_INCLUDE_DIR}/torch/csrc/api/include/torch/version.h")
  set(_lapidary_torch_version_file "${Libtorch_INCLUDE_DIR}/torch/csrc/api/include/torch/version.h")
endif()
if(_lapidary_torch_version_file)
  file(READ "${_lapidary_torch_version_file}" _lapidary_torch_version_text)
  string(REGEX MATCH "VERSION_MAJOR ([0-9]+)" _ "${_lapidary_torch_version_text}")
  set(Libtorch_VERSION "${CMAKE_MATCH_1}")
  string(REGEX MATCH "VERSION_MINOR ([0-9]+)" _ "${_lapidary_torch_version_text}")
  string(APPEND Libtorch_VERSION ".${CMAKE_MATCH_1}")
  string(REGEX MATCH "VERSION_PATCH ([0-9]+)" _ "${_lapidary_torch_version_text}")
  string(APPEND Libtorch_VERSION ".${CMAKE_MATCH_1}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Libtorch
  REQUIRED_VARS Libtorch_LIBRARY Libtorch_CPU_LIBRARY Libtorch_C10_LIBRARY Libtorch_INCLUDE_DIR
  VERSION_VAR Libtorch_VERSION
  REASON_FAILURE_MESSAGE "Set CMAKE_PREFIX_PATH to the 'torch' folder of a torch wheel or of a libtorch 2.7+ archive, packaging/run.sh does it for you")

if(Libtorch_FOUND AND NOT TARGET Libtorch::Libtorch)
  # The C++11 ABI shows in the mangled names of functions that take std::string.
  file(STRINGS "${Libtorch_C10_LIBRARY}" _lapidary_torch_cxx11 REGEX "__cxx1112basic_string" LIMIT_COUNT 1)
  if(NOT _lapidary_torch_cxx11)
    message(FATAL_ERROR "${Libtorch_C10_LIBRARY} was built with the old C++ ABI; Lapidary needs a libtorch with the "
      "C++11 ABI (every torch wheel from 2.7 on, or the archive 'cxx11-abi')")
  endif()
  get_filename_component(Libtorch_LIBRARY_DIR "${Libtorch_LIBRARY}" DIRECTORY)
  add_library(Libtorch::Libtorch INTERFACE IMPORTED)
  target_include_directories(Libtorch::Libtorch SYSTEM INTERFACE "${Libtorch_INCLUDE_DIR}"
    "${Libtorch_INCLUDE_DIR}/torch/csrc/api/include")
  target_link_libraries(Libtorch::Libtorch INTERFACE
    "-Wl,--no-as-needed,${Libtorch_LIBRARY},${Libtorch_CPU_LIBRARY},${Libtorch_C10_LIBRARY},--as-needed")
  target_link_options(Libtorch::Libtorch INTERFACE "-Wl,-rpath,${Libtorch_LIBRARY_DIR}")
  # at::parallel_for is serial in a file compiled without OpenMP. The runtime must be the one torch itself uses (wheels
  # bring their own), or there would be two thread pools.
  file(GLOB _lapidary_torch_gomp "${Libtorch_LIBRARY_DIR}/libgomp*.so*")
  list(APPEND _lapidary_torch_gomp gomp)
  list(GET _lapidary_torch_gomp 0 _lapidary_torch_gomp)
  target_compile_options(Libtorch::Libtorch INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fopenmp>)
  target_link_libraries(Libtorch::Libtorch INTERFACE "${_lapidary_torch_gomp}")
endif()
mark_as_advanced(Libtorch_INCLUDE_DIR Libtorch_LIBRARY Libtorch_CPU_LIBRARY Libtorch_C10_LIBRARY)
