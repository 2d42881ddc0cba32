# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Tests. Exit code 77 means skipped; a test that skips prints one line that
# begins with "SKIP:" and says why.

set(DBGVIRT_CHECKS_DIR "${PROJECT_SOURCE_DIR}/cmake/checks")

# dbgvirt_register_test(<name> LABELS <label>... [TIMEOUT <seconds>] COMMAND ...)
function(dbgvirt_register_test name)
	cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "LABELS;COMMAND")
	if(NOT arg_TIMEOUT)
		set(arg_TIMEOUT 60)
	endif()
	add_test(NAME ${name} COMMAND ${arg_COMMAND})
	set_tests_properties(${name} PROPERTIES
		LABELS "${arg_LABELS}"
		SKIP_RETURN_CODE 77
		TIMEOUT ${arg_TIMEOUT})
endfunction()

# dbgvirt_add_unit_test(<name>
#	MODULE <module>          the module under test, or "dbgvirt": the whole library
#	SOURCES <file>...        relative to the current folder
#	[LABELS <label>...]      unit (default), table, vectors, property; the module is added
#	[ARCH <arch>]            only where DBGVIRT_ARCHES has it
#	[BACKENDS <backend>...]  links these too; needs MODULE dbgvirt
#	[INCLUDES <folder>...]   further include folders, relative to the current one
#	[TIMEOUT <seconds>])
#
# A Check program. It links the module's objects and those below it, so a
# dependency that USES does not declare does not link; it sees what the module
# sees, and tests/.
function(dbgvirt_add_unit_test name)
	cmake_parse_arguments(PARSE_ARGV 1 arg "" "MODULE;ARCH;TIMEOUT" "SOURCES;LABELS;BACKENDS;INCLUDES")
	if(arg_UNPARSED_ARGUMENTS OR NOT arg_MODULE OR NOT arg_SOURCES)
		message(FATAL_ERROR "dbgvirt_add_unit_test(${name}): needs MODULE and SOURCES, "
			"does not know: ${arg_UNPARSED_ARGUMENTS}")
	endif()
	if(arg_ARCH AND NOT arg_ARCH IN_LIST DBGVIRT_ARCHES)
		message(STATUS "test ${name}: left out, ${arg_ARCH} is not in DBGVIRT_ARCHES")
		return()
	endif()
	if(NOT arg_LABELS)
		set(arg_LABELS unit)
	endif()

	add_executable(${name} ${arg_SOURCES})
	dbgvirt_hosted_target(${name})
	target_link_libraries(${name} PRIVATE PkgConfig::CHECK)
	dbgvirt_link_module(${name} ${arg_MODULE})
	list(TRANSFORM arg_BACKENDS PREPEND "dbgvirt::backend-")
	target_link_libraries(${name} PRIVATE ${arg_BACKENDS})
	target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests" ${arg_INCLUDES})

	dbgvirt_register_test(${name}
		LABELS ${arg_LABELS} ${arg_MODULE}
		TIMEOUT ${arg_TIMEOUT}
		COMMAND ${name})
endfunction()

# dbgvirt_link_module(<target> <module>): objects of <module> and of all below
# it, include folders of <module> and of its USES.
function(dbgvirt_link_module target module)
	if(module STREQUAL "dbgvirt")
		target_link_libraries(${target} PRIVATE dbgvirt::dbgvirt)
		return()
	endif()
	get_property(modules GLOBAL PROPERTY DBGVIRT_MODULES)
	if(NOT module IN_LIST modules)
		message(FATAL_ERROR "${target}: there is no module ${module}")
	endif()
	dbgvirt_module_closure(closure ${module})
	dbgvirt_module_objects(objects ${closure})
	target_sources(${target} PRIVATE ${objects})
	get_property(uses GLOBAL PROPERTY DBGVIRT_MODULE_${module}_USES)
	foreach(seen IN ITEMS ${module} ${uses})
		get_property(folder GLOBAL PROPERTY DBGVIRT_MODULE_${seen}_FOLDER)
		target_include_directories(${target} PRIVATE "${folder}")
	endforeach()
endfunction()

# dbgvirt_add_fuzz_target(<name> SOURCES <file>... [ARCH <arch>] [BACKENDS <backend>...])
#
# fuzz-<name> replays files and links the whole library; one test replays
# fuzz/corpus/<name>/ with it. With DBGVIRT_LIBFUZZER there is also the fuzzer
# itself, libfuzzer-<name>.
function(dbgvirt_add_fuzz_target name)
	cmake_parse_arguments(PARSE_ARGV 1 arg "" "ARCH" "SOURCES;BACKENDS")
	if(arg_UNPARSED_ARGUMENTS OR NOT arg_SOURCES)
		message(FATAL_ERROR "dbgvirt_add_fuzz_target(${name}): needs SOURCES, "
			"does not know: ${arg_UNPARSED_ARGUMENTS}")
	endif()
	if(arg_ARCH AND NOT arg_ARCH IN_LIST DBGVIRT_ARCHES)
		message(STATUS "fuzz target ${name}: left out, ${arg_ARCH} is not in DBGVIRT_ARCHES")
		return()
	endif()

	add_executable(fuzz-${name} ${arg_SOURCES} "${PROJECT_SOURCE_DIR}/fuzz/replay_main.c")
	dbgvirt_register_test(corpus.${name}
		LABELS fuzz-corpus
		COMMAND fuzz-${name} "${PROJECT_SOURCE_DIR}/fuzz/corpus/${name}")
	set(targets fuzz-${name})
	if(DBGVIRT_LIBFUZZER)
		add_executable(libfuzzer-${name} ${arg_SOURCES})
		target_link_options(libfuzzer-${name} PRIVATE -fsanitize=fuzzer)
		list(APPEND targets libfuzzer-${name})
	endif()

	list(TRANSFORM arg_BACKENDS PREPEND "dbgvirt::backend-")
	foreach(target IN LISTS targets)
		dbgvirt_hosted_target(${target})
		target_link_libraries(${target} PRIVATE ${arg_BACKENDS} dbgvirt::dbgvirt)
		target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/tests")
	endforeach()
endfunction()
