# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Tests of the product rather than of the code. Each runs one script of
# cmake/checks/, which can also be run by hand.

# Optimised objects may need memcpy, memset, memmove and memcmp, nothing else.
# Debug builds are left out: there DBGVIRT_ASSERT may stop the program.
function(dbgvirt_check_undefined_symbols)
	if(DBGVIRT_INSTRUMENTED OR CMAKE_BUILD_TYPE STREQUAL "Debug")
		return()
	endif()
	get_property(backends GLOBAL PROPERTY DBGVIRT_BACKENDS)
	set(archives "$<TARGET_FILE:dbgvirt>")
	foreach(backend IN LISTS backends)
		list(APPEND archives "$<TARGET_FILE:dbgvirt-backend-${backend}>")
	endforeach()
	dbgvirt_register_test(freestanding.symbols
		LABELS freestanding
		COMMAND "${DBGVIRT_CHECKS_DIR}/symbols.sh" "${CMAKE_NM}" ${archives})
endfunction()

# Each of the freestanding presets, in a folder of this build.
function(dbgvirt_check_freestanding)
	foreach(target IN ITEMS aarch64 aarch64-be armv7 x86-64 i386 riscv64)
		dbgvirt_register_test(freestanding.${target}
			LABELS freestanding
			TIMEOUT 120
			COMMAND "${DBGVIRT_CHECKS_DIR}/freestanding.sh" "${CMAKE_COMMAND}"
				"${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}/freestanding/${target}"
				freestanding-${target} "${DBGVIRT_ARCHES}")
	endforeach()
endfunction()

# Every public header alone, in C and C++, with both compilers.
function(dbgvirt_check_headers)
	get_target_property(headers dbgvirt HEADER_SET)
	dbgvirt_register_test(headers.listed
		LABELS headers
		COMMAND "${DBGVIRT_CHECKS_DIR}/headers-listed.sh" "${DBGVIRT_INCLUDE_DIR}" ${headers})
	foreach(header IN LISTS headers)
		cmake_path(GET header STEM stem)
		foreach(compiler IN ITEMS gcc g++ clang clang++)
			dbgvirt_register_test(headers.${stem}.${compiler}
				LABELS headers
				COMMAND "${DBGVIRT_CHECKS_DIR}/header.sh" ${compiler}
					"${DBGVIRT_INCLUDE_DIR}" dbgvirt/${stem}.h)
		endforeach()
		if(stem MATCHES "_defs$")
			foreach(compiler IN ITEMS gcc clang)
				dbgvirt_register_test(headers.${stem}.${compiler}-asm
					LABELS headers
					COMMAND "${DBGVIRT_CHECKS_DIR}/header-asm.sh" ${compiler}
						"${DBGVIRT_INCLUDE_DIR}" dbgvirt/${stem}.h)
			endforeach()
		endif()
	endforeach()
endfunction()

# What libdbgvirt.so exports is what cmake/dbgvirt.symbols lists.
function(dbgvirt_check_abi)
	dbgvirt_register_test(abi.symbols
		LABELS abi
		COMMAND "${DBGVIRT_CHECKS_DIR}/abi.sh" "${CMAKE_NM}" "$<TARGET_FILE:dbgvirt-shared>"
			"${PROJECT_SOURCE_DIR}/cmake/dbgvirt.symbols" ${DBGVIRT_ARCHES})
endfunction()

# A module that includes what it did not declare must not compile.
function(dbgvirt_check_direction)
	foreach(case IN ITEMS declared undeclared upward)
		dbgvirt_register_test(direction.${case}
			LABELS direction
			COMMAND "${DBGVIRT_CHECKS_DIR}/direction.sh" "${CMAKE_COMMAND}"
				"${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}/direction/${case}" ${case})
	endforeach()
endfunction()

# A broken register table stops the compiler; README.md's example does not.
function(dbgvirt_check_compilations)
	dbgvirt_register_test(table.static LABELS table
		COMMAND "${DBGVIRT_CHECKS_DIR}/static-table.sh" "${CMAKE_C_COMPILER}" "${PROJECT_SOURCE_DIR}")
	if(arm64 IN_LIST DBGVIRT_ARCHES)
		dbgvirt_register_test(readme.example LABELS examples
			COMMAND "${DBGVIRT_CHECKS_DIR}/readme.sh" "${CMAKE_C_COMPILER}" "${PROJECT_SOURCE_DIR}")
	endif()
endfunction()

# Someone else's project finds the installed library, or adds this folder.
function(dbgvirt_check_consumers)
	set(check "${DBGVIRT_CHECKS_DIR}/consumer.sh" "${CMAKE_COMMAND}"
		"${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}")
	dbgvirt_register_test(consumer.install LABELS examples COMMAND ${check} install)
	set_tests_properties(consumer.install PROPERTIES FIXTURES_SETUP installed)
	foreach(way IN ITEMS find_package pkg-config)
		dbgvirt_register_test(consumer.${way} LABELS examples COMMAND ${check} ${way})
		set_tests_properties(consumer.${way} PROPERTIES FIXTURES_REQUIRED installed)
	endforeach()
	dbgvirt_register_test(consumer.add_subdirectory LABELS examples COMMAND ${check} add_subdirectory)
endfunction()

# Every public declaration has a complete comment.
function(dbgvirt_check_docs)
	dbgvirt_register_test(docs.comments
		LABELS docs
		COMMAND "${DBGVIRT_CHECKS_DIR}/comments.sh" "${PROJECT_SOURCE_DIR}")
endfunction()
