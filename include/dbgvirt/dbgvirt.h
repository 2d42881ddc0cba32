/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/**
 * @file
 * Everything dbgvirt offers. Include the architecture's header alone where
 * only one is wanted.
 */
#ifndef DBGVIRT_DBGVIRT_H
#define DBGVIRT_DBGVIRT_H

#include "arm64.h"
#include "outcome.h"
#include "status.h"
#include "sysreg.h"
#include "version.h"

#endif /* DBGVIRT_DBGVIRT_H */
