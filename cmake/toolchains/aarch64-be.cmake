# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

set(DBGVIRT_PROCESSOR aarch64_be)
set(DBGVIRT_TRIPLE aarch64_be-linux-gnu)
set(DBGVIRT_TARGET_FLAGS "")
include("${CMAKE_CURRENT_LIST_DIR}/clang-bare.cmake")
