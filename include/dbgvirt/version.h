/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/**
 * @file
 * Library version and the linkage macros every public declaration carries.
 */
#ifndef DBGVIRT_VERSION_H
#define DBGVIRT_VERSION_H

#include <stdint.h>

/** Version of the library's source interface, semantic versioning: major. */
#define DBGVIRT_VERSION_MAJOR 0
/** Minor version. */
#define DBGVIRT_VERSION_MINOR 1
/** Patch version. */
#define DBGVIRT_VERSION_PATCH 0

/**
 * Version of the binary interface: layout of the public structures, values of
 * the public constants, list of the exported symbols.
 */
#define DBGVIRT_ABI 1u

#if defined(__GNUC__)
/** Marks what the library exports; all else has hidden visibility. */
#define DBGVIRT_API __attribute__((visibility("default")))
/** Marks a status that must not be ignored. */
#define DBGVIRT_MUST_CHECK __attribute__((warn_unused_result))
#else
#define DBGVIRT_API
#define DBGVIRT_MUST_CHECK
#endif

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Binary interface the library was compiled with, to compare with #DBGVIRT_ABI.
 *
 * @context Any.
 * @return #DBGVIRT_ABI as it was when the library was compiled.
 */
DBGVIRT_API uint32_t dbgvirt_abi(void);

#ifdef __cplusplus
}
#endif

#endif /* DBGVIRT_VERSION_H */
