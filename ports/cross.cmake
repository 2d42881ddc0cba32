# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Freestanding programs for another architecture inside a native build.

# ports_find_cross_compiler(<ARCH> <prefix>): sets PORTS_<ARCH>_CC and _OBJCOPY.
function(ports_find_cross_compiler arch prefix)
	find_program(PORTS_${arch}_CC ${prefix}gcc DOC "Cross compiler for the ${arch} ports")
	find_program(PORTS_${arch}_OBJCOPY ${prefix}objcopy DOC "objcopy for the ${arch} ports")
	mark_as_advanced(PORTS_${arch}_CC PORTS_${arch}_OBJCOPY)
endfunction()

# ports_add_object(<out> <ARCH> <folder> <source> <option>...): compile one file
# into <folder>; <out> receives the object.
function(ports_add_object out arch folder source)
	get_filename_component(name "${source}" NAME)
	set(object "${folder}/${name}.o")
	add_custom_command(OUTPUT "${object}"
		COMMAND "${CMAKE_COMMAND}" -E make_directory "${folder}"
		COMMAND "${PORTS_${arch}_CC}" ${PORTS_${arch}_FLAGS} ${ARGN}
			-MD -MF "${object}.d" -c "${source}" -o "${object}"
		DEPENDS "${source}"
		DEPFILE "${object}.d"
		COMMENT "Building ${arch} object ${name}.o"
		VERBATIM)
	set(${out} "${object}" PARENT_SCOPE)
endfunction()

# ports_add_objects(<out> <ARCH> <folder> SOURCES <file>... OPTIONS <option>...)
function(ports_add_objects out arch folder)
	cmake_parse_arguments(PARSE_ARGV 3 arg "" "" "SOURCES;OPTIONS")
	set(objects "")
	foreach(source IN LISTS arg_SOURCES)
		ports_add_object(object ${arch} "${folder}" "${source}" ${arg_OPTIONS})
		list(APPEND objects "${object}")
	endforeach()
	set(${out} "${objects}" PARENT_SCOPE)
endfunction()

# ports_add_linker_script(<out> <ARCH> <source> <option>...): preprocess one.
function(ports_add_linker_script out arch source)
	get_filename_component(name "${source}" NAME_WLE)
	set(script "${CMAKE_CURRENT_BINARY_DIR}/${name}")
	add_custom_command(OUTPUT "${script}"
		COMMAND "${PORTS_${arch}_CC}" -E -P -x c ${ARGN}
			-MD -MF "${script}.d" -MT "${script}" "${source}" -o "${script}"
		DEPENDS "${source}"
		DEPFILE "${script}.d"
		COMMENT "Building ${arch} linker script ${name}"
		VERBATIM)
	set(${out} "${script}" PARENT_SCOPE)
endfunction()

# ports_add_elf(<ARCH> <elf> <script> <object>...)
function(ports_add_elf arch elf script)
	get_filename_component(name "${elf}" NAME)
	add_custom_command(OUTPUT "${elf}"
		COMMAND "${PORTS_${arch}_CC}" ${PORTS_${arch}_LINK_FLAGS} -T "${script}" ${ARGN} -o "${elf}"
		DEPENDS "${script}" ${ARGN}
		COMMENT "Linking ${arch} program ${name}"
		VERBATIM)
endfunction()
