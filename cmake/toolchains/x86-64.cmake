# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

set(DBGVIRT_PROCESSOR x86_64)
set(DBGVIRT_TRIPLE x86_64-linux-gnu)
set(DBGVIRT_TARGET_FLAGS "")
include("${CMAKE_CURRENT_LIST_DIR}/clang-bare.cmake")
