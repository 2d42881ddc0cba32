# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# The version is written once, in include/dbgvirt/version.h.

# dbgvirt_read_version(<header> <out>): set <out> to "MAJOR.MINOR.PATCH".
function(dbgvirt_read_version header out)
	if(NOT EXISTS "${header}")
		message(FATAL_ERROR "${header} is missing: the version is read from it")
	endif()
	set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${header}")
	set(numbers "")
	foreach(part IN ITEMS MAJOR MINOR PATCH)
		set(pattern "^#define[ \t]+DBGVIRT_VERSION_${part}[ \t]+([0-9]+)")
		file(STRINGS "${header}" line REGEX "${pattern}" LIMIT_COUNT 1)
		if(NOT line MATCHES "${pattern}")
			message(FATAL_ERROR "${header} does not define DBGVIRT_VERSION_${part} as a plain number")
		endif()
		list(APPEND numbers "${CMAKE_MATCH_1}")
	endforeach()
	list(JOIN numbers "." version)
	set(${out} "${version}" PARENT_SCOPE)
endfunction()
