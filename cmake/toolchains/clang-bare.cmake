# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# clang as a cross compiler with no operating system and no C library: only the
# compiler's own stddef.h, stdint.h and stdbool.h are on the include path. One
# clang serves every target; Debian's cross gcc packages exclude each other.
#
# The caller sets DBGVIRT_PROCESSOR, DBGVIRT_TRIPLE and DBGVIRT_TARGET_FLAGS.

set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR "${DBGVIRT_PROCESSOR}")
set(CMAKE_C_COMPILER clang)
set(CMAKE_C_COMPILER_TARGET "${DBGVIRT_TRIPLE}")
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_C_FLAGS_INIT "-nostdlibinc -fno-pic ${DBGVIRT_TARGET_FLAGS}")
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE NEVER)
