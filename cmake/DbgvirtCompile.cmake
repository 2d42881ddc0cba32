# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# How code is compiled. The core's options live here and nowhere else.

include(CheckCCompilerFlag)

set(DBGVIRT_INCLUDE_DIR "${PROJECT_SOURCE_DIR}/include")
set(DBGVIRT_WARNINGS -Wall -Wextra -Wshadow)
set(DBGVIRT_CORE_OPTIONS
	-ffreestanding
	-fno-common
	-fvisibility=hidden
	${DBGVIRT_WARNINGS}
	-Wconversion
	-Wpedantic)

# A kernel may not touch floating point or SIMD registers. Where the compiler
# can promise that, it must; riscv64 gets the same from its -march.
# -Werror, because clang only warns of a flag that its target ignores.
set(CMAKE_REQUIRED_FLAGS -Werror)
check_c_compiler_flag(-mgeneral-regs-only DBGVIRT_HAS_GENERAL_REGS_ONLY)
unset(CMAKE_REQUIRED_FLAGS)
if(DBGVIRT_HAS_GENERAL_REGS_ONLY)
	list(APPEND DBGVIRT_CORE_OPTIONS -mgeneral-regs-only)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)")
	message(FATAL_ERROR "the compiler does not know -mgeneral-regs-only, which AArch64 needs")
endif()

# Instrumentation reaches every target of this build, or the run time
# libraries would meet code they know nothing of.
if(DBGVIRT_SANITIZE)
	add_compile_options(-fsanitize=${DBGVIRT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
	add_link_options(-fsanitize=${DBGVIRT_SANITIZE})
endif()
if(DBGVIRT_LIBFUZZER)
	add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(DBGVIRT_COVERAGE)
	add_compile_options(--coverage)
	add_link_options(--coverage)
endif()

# dbgvirt_core_target(<target>): compile <target> as the core is compiled.
function(dbgvirt_core_target target)
	set_target_properties(${target} PROPERTIES
		C_STANDARD 11
		C_STANDARD_REQUIRED ON
		C_EXTENSIONS OFF)
	# The objects go into the archive and into the shared library.
	if(NOT DBGVIRT_BARE)
		set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
	endif()
	target_compile_options(${target} PRIVATE ${DBGVIRT_CORE_OPTIONS})
	target_include_directories(${target} PRIVATE "${DBGVIRT_INCLUDE_DIR}")
endfunction()

# dbgvirt_hosted_target(<target>): compile <target> as a test or tool. GNU C,
# because the macros of Check need it.
function(dbgvirt_hosted_target target)
	set_target_properties(${target} PROPERTIES
		C_STANDARD 11
		C_STANDARD_REQUIRED ON
		C_EXTENSIONS ON)
	target_compile_options(${target} PRIVATE ${DBGVIRT_WARNINGS})
	target_include_directories(${target} PRIVATE "${DBGVIRT_INCLUDE_DIR}")
endfunction()
