# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

set(DBGVIRT_PROCESSOR riscv64)
set(DBGVIRT_TRIPLE riscv64-linux-gnu)
set(DBGVIRT_TARGET_FLAGS "-march=rv64imac -mabi=lp64")
include("${CMAKE_CURRENT_LIST_DIR}/clang-bare.cmake")
