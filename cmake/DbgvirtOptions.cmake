# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Every setting of the build, in two groups, and two switches for developers.
# A project that adds this folder with add_subdirectory() gets the library alone.

# 1. What the library contains.
set(DBGVIRT_ARCHES "arm64" CACHE STRING
	"Guest architectures to compile in, a list of: arm64 arm32 x86")

# 2. What is built beside the library.
option(DBGVIRT_BUILD_TESTS "Unit tests and the checks of headers, ABI and install" ${PROJECT_IS_TOP_LEVEL})
option(DBGVIRT_BUILD_FUZZ "Fuzz targets, or their corpus as tests without libFuzzer" ${PROJECT_IS_TOP_LEVEL})
option(DBGVIRT_BUILD_BENCH "Benchmarks" ${PROJECT_IS_TOP_LEVEL})
option(DBGVIRT_BUILD_EXAMPLES "Examples" ${PROJECT_IS_TOP_LEVEL})
option(DBGVIRT_BUILD_PORTS "Small hypervisors that link the library (cross compiled)" ${PROJECT_IS_TOP_LEVEL})
option(DBGVIRT_BUILD_DOCS "The check of the reference comments (doxygen)" ${PROJECT_IS_TOP_LEVEL})

# For developers, normally set by a preset. Warnings become errors with
# CMAKE_COMPILE_WARNING_AS_ERROR.
set(DBGVIRT_SANITIZE "" CACHE STRING "Sanitizers to compile with, as given to -fsanitize=")
option(DBGVIRT_LIBFUZZER "Link fuzz targets with libFuzzer (needs clang)" OFF)
option(DBGVIRT_COVERAGE "Instrument for gcov" OFF)
mark_as_advanced(DBGVIRT_SANITIZE DBGVIRT_LIBFUZZER DBGVIRT_COVERAGE)

set(dbgvirt_known_arches arm64 arm32 x86)
foreach(arch IN LISTS DBGVIRT_ARCHES)
	if(NOT arch IN_LIST dbgvirt_known_arches)
		message(FATAL_ERROR "DBGVIRT_ARCHES: '${arch}' is none of: ${dbgvirt_known_arches}")
	endif()
endforeach()
if(NOT DBGVIRT_ARCHES)
	message(FATAL_ERROR "DBGVIRT_ARCHES is empty: name at least one of: ${dbgvirt_known_arches}")
endif()
if(DBGVIRT_LIBFUZZER AND NOT CMAKE_C_COMPILER_ID MATCHES "Clang")
	message(FATAL_ERROR "DBGVIRT_LIBFUZZER needs clang; the compiler is ${CMAKE_C_COMPILER_ID}")
endif()

# No operating system below: no shared library, no program can be linked.
set(DBGVIRT_BARE OFF)
if(CMAKE_SYSTEM_NAME STREQUAL "Generic")
	set(DBGVIRT_BARE ON)
endif()

# Sanitizers and gcov add symbols and globals of their own, so the checks of
# the finished product run in uninstrumented builds only.
set(DBGVIRT_INSTRUMENTED OFF)
if(DBGVIRT_SANITIZE OR DBGVIRT_COVERAGE OR DBGVIRT_LIBFUZZER)
	set(DBGVIRT_INSTRUMENTED ON)
endif()
