# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

set(DBGVIRT_PROCESSOR armv7)
set(DBGVIRT_TRIPLE armv7a-linux-gnueabi)
set(DBGVIRT_TARGET_FLAGS "-mfloat-abi=soft")
include("${CMAKE_CURRENT_LIST_DIR}/clang-bare.cmake")
