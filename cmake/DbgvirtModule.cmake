# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Modules, backends, and the library made of the modules.
#
# The layering of docs/architecture.md is enforced here. A module sees the
# public headers, its own folder and the folders of the modules it names in
# USES; nothing else is on its include path. A module can only name modules
# declared before it, so the direction cannot turn into a circle.

# dbgvirt_select_sources(<out> <folder> SOURCES ... ARM64 ... ARM32 ... X86 ...)
#
# The absolute paths of the neutral sources and of those for DBGVIRT_ARCHES.
function(dbgvirt_select_sources out folder)
	cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "SOURCES;ARM64;ARM32;X86")
	set(chosen ${arg_SOURCES})
	foreach(arch IN LISTS DBGVIRT_ARCHES)
		string(TOUPPER "${arch}" key)
		list(APPEND chosen ${arg_${key}})
	endforeach()
	list(TRANSFORM chosen PREPEND "${folder}/")
	set(${out} "${chosen}" PARENT_SCOPE)
endfunction()

# dbgvirt_add_module(<name>
#	[USES <module>...]             modules whose internal headers it may include
#	[SOURCES <file>...]            for every architecture
#	[ARM64 <file>...] [ARM32 <file>...] [X86 <file>...])
#
# Makes the OBJECT library dbgvirt-<name> from files of the current folder.
function(dbgvirt_add_module name)
	set(kinds SOURCES ARM64 ARM32 X86)
	cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES;${kinds}")
	if(arg_UNPARSED_ARGUMENTS)
		message(FATAL_ERROR "dbgvirt_add_module(${name}): unknown: ${arg_UNPARSED_ARGUMENTS}")
	endif()

	get_property(modules GLOBAL PROPERTY DBGVIRT_MODULES)
	foreach(used IN LISTS arg_USES)
		if(NOT used IN_LIST modules)
			message(FATAL_ERROR
				"module ${name} USES ${used}, which is not a lower module (lower: ${modules})")
		endif()
	endforeach()

	set(folder "${CMAKE_CURRENT_SOURCE_DIR}")
	dbgvirt_select_sources(sources "${folder}"
		SOURCES ${arg_SOURCES} ARM64 ${arg_ARM64} ARM32 ${arg_ARM32} X86 ${arg_X86})
	set_property(GLOBAL APPEND PROPERTY DBGVIRT_MODULES ${name})
	set_property(GLOBAL PROPERTY DBGVIRT_MODULE_${name}_FOLDER "${folder}")
	set_property(GLOBAL PROPERTY DBGVIRT_MODULE_${name}_SOURCES "${sources}")
	set_property(GLOBAL PROPERTY DBGVIRT_MODULE_${name}_USES "${arg_USES}")
	if(NOT sources)
		message(STATUS "module ${name}: nothing in it for ${DBGVIRT_ARCHES}")
		return()
	endif()

	add_library(dbgvirt-${name} OBJECT ${sources})
	dbgvirt_core_target(dbgvirt-${name})
	target_include_directories(dbgvirt-${name} PRIVATE "${folder}")
	foreach(used IN LISTS arg_USES)
		get_property(used_folder GLOBAL PROPERTY DBGVIRT_MODULE_${used}_FOLDER)
		target_include_directories(dbgvirt-${name} PRIVATE "${used_folder}")
	endforeach()
endfunction()

# dbgvirt_module_closure(<out> <module>...): the modules, and all below them.
function(dbgvirt_module_closure out)
	set(closure ${ARGN})
	set(todo ${ARGN})
	while(todo)
		list(POP_FRONT todo next)
		get_property(uses GLOBAL PROPERTY DBGVIRT_MODULE_${next}_USES)
		foreach(used IN LISTS uses)
			if(NOT used IN_LIST closure)
				list(APPEND closure ${used})
				list(APPEND todo ${used})
			endif()
		endforeach()
	endwhile()
	set(${out} "${closure}" PARENT_SCOPE)
endfunction()

# dbgvirt_module_objects(<out> <module>...): generator expressions of the objects.
function(dbgvirt_module_objects out)
	set(objects "")
	foreach(module IN LISTS ARGN)
		if(TARGET dbgvirt-${module})
			list(APPEND objects "$<TARGET_OBJECTS:dbgvirt-${module}>")
		endif()
	endforeach()
	set(${out} "${objects}" PARENT_SCOPE)
endfunction()

# dbgvirt_core_sources(<sources> <folders>)
#
# Every source of the core and every folder its includes need, as absolute
# paths: for a port that compiles the core with another compiler.
function(dbgvirt_core_sources sources_out folders_out)
	get_property(modules GLOBAL PROPERTY DBGVIRT_MODULES)
	set(sources "")
	set(folders "${DBGVIRT_INCLUDE_DIR}")
	foreach(module IN LISTS modules)
		get_property(module_sources GLOBAL PROPERTY DBGVIRT_MODULE_${module}_SOURCES)
		get_property(module_folder GLOBAL PROPERTY DBGVIRT_MODULE_${module}_FOLDER)
		list(APPEND sources ${module_sources})
		list(APPEND folders "${module_folder}")
	endforeach()
	set(${sources_out} "${sources}" PARENT_SCOPE)
	set(${folders_out} "${folders}" PARENT_SCOPE)
endfunction()

# dbgvirt_add_library(HEADERS <file>...)
#
# Puts all modules together: dbgvirt (libdbgvirt.a, alias dbgvirt::dbgvirt), and
# on a hosted system dbgvirt-shared (libdbgvirt.so), from which the ABI is listed.
function(dbgvirt_add_library)
	cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "HEADERS")
	get_property(modules GLOBAL PROPERTY DBGVIRT_MODULES)
	dbgvirt_module_objects(objects ${modules})
	list(TRANSFORM arg_HEADERS PREPEND "${DBGVIRT_INCLUDE_DIR}/")

	add_library(dbgvirt STATIC ${objects})
	add_library(dbgvirt::dbgvirt ALIAS dbgvirt)
	set_target_properties(dbgvirt PROPERTIES LINKER_LANGUAGE C)
	target_sources(dbgvirt PUBLIC
		FILE_SET HEADERS BASE_DIRS "${DBGVIRT_INCLUDE_DIR}" FILES ${arg_HEADERS})
	if(DBGVIRT_BARE)
		return()
	endif()

	add_library(dbgvirt-shared SHARED ${objects})
	set_target_properties(dbgvirt-shared PROPERTIES
		LINKER_LANGUAGE C
		OUTPUT_NAME dbgvirt
		VERSION ${PROJECT_VERSION}
		SOVERSION ${PROJECT_VERSION_MAJOR}
		EXCLUDE_FROM_ALL $<NOT:$<BOOL:${PROJECT_IS_TOP_LEVEL}>>)
	target_include_directories(dbgvirt-shared PUBLIC "${DBGVIRT_INCLUDE_DIR}")
endfunction()

# dbgvirt_add_backend(<name>
#	[SOURCES <file>...] [ARM64 <file>...] [ARM32 <file>...] [X86 <file>...]
#	[PROCESSOR <regex> <file>...])
#
# Makes the static library dbgvirt-backend-<name>, alias dbgvirt::backend-<name>.
# It sees the public headers and its own folder. The files after PROCESSOR hold
# instructions of one CPU and are left out where CMAKE_SYSTEM_PROCESSOR does not
# match. Whoever links it sees its folder and links dbgvirt.
function(dbgvirt_add_backend name)
	cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;ARM64;ARM32;X86;PROCESSOR")
	if(arg_UNPARSED_ARGUMENTS)
		message(FATAL_ERROR "dbgvirt_add_backend(${name}): unknown: ${arg_UNPARSED_ARGUMENTS}")
	endif()
	set(own "")
	if(arg_PROCESSOR)
		list(POP_FRONT arg_PROCESSOR processor)
		if(CMAKE_SYSTEM_PROCESSOR MATCHES "${processor}")
			set(own ${arg_PROCESSOR})
			# Instructions are inline assembler, which is not ISO C.
			set_source_files_properties(${own} PROPERTIES COMPILE_OPTIONS -Wno-pedantic)
		endif()
	endif()
	dbgvirt_select_sources(sources "${CMAKE_CURRENT_SOURCE_DIR}"
		SOURCES ${arg_SOURCES} ${own} ARM64 ${arg_ARM64} ARM32 ${arg_ARM32} X86 ${arg_X86})
	if(NOT sources)
		message(STATUS "backend ${name}: nothing in it for ${DBGVIRT_ARCHES} on ${CMAKE_SYSTEM_PROCESSOR}")
		return()
	endif()

	add_library(dbgvirt-backend-${name} STATIC ${sources})
	add_library(dbgvirt::backend-${name} ALIAS dbgvirt-backend-${name})
	dbgvirt_core_target(dbgvirt-backend-${name})
	target_include_directories(dbgvirt-backend-${name} PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}")
	target_link_libraries(dbgvirt-backend-${name} PUBLIC dbgvirt)
	set_property(GLOBAL APPEND PROPERTY DBGVIRT_BACKENDS ${name})
endfunction()

# dbgvirt_add_part(<folder> <option>): add an optional folder, and say so if it
# is wanted but has no build file in this tree.
function(dbgvirt_add_part folder option)
	if(NOT ${option})
		return()
	endif()
	if(EXISTS "${PROJECT_SOURCE_DIR}/${folder}/CMakeLists.txt")
		add_subdirectory("${PROJECT_SOURCE_DIR}/${folder}" "${PROJECT_BINARY_DIR}/${folder}")
	else()
		message(STATUS "${option} is ON, but ${folder}/CMakeLists.txt is not in this tree: left out")
	endif()
endfunction()
