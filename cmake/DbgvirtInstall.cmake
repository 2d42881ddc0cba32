# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# What `cmake --install` puts where: the archive, the public headers, a package
# for find_package(dbgvirt) and one for pkg-config. Both packages find
# themselves relative to their own place, so the prefix can be moved.

include(CMakePackageConfigHelpers)

install(TARGETS dbgvirt
	EXPORT dbgvirtTargets
	ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
	FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")

set(dbgvirt_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/dbgvirt")
install(EXPORT dbgvirtTargets NAMESPACE dbgvirt:: DESTINATION "${dbgvirt_package_dir}")
configure_package_config_file(
	"${PROJECT_SOURCE_DIR}/cmake/dbgvirtConfig.cmake.in"
	"${PROJECT_BINARY_DIR}/dbgvirtConfig.cmake"
	INSTALL_DESTINATION "${dbgvirt_package_dir}"
	NO_SET_AND_CHECK_MACRO)
# Before 1.0.0 a minor version may break its callers.
set(dbgvirt_compatibility SameMajorVersion)
if(PROJECT_VERSION_MAJOR EQUAL 0)
	set(dbgvirt_compatibility SameMinorVersion)
endif()
write_basic_package_version_file("${PROJECT_BINARY_DIR}/dbgvirtConfigVersion.cmake"
	COMPATIBILITY ${dbgvirt_compatibility})
install(FILES
	"${PROJECT_BINARY_DIR}/dbgvirtConfig.cmake"
	"${PROJECT_BINARY_DIR}/dbgvirtConfigVersion.cmake"
	DESTINATION "${dbgvirt_package_dir}")

set(dbgvirt_pc_dir "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
file(RELATIVE_PATH dbgvirt_pc_to_prefix "/prefix/${dbgvirt_pc_dir}" "/prefix")
configure_file("${PROJECT_SOURCE_DIR}/cmake/dbgvirt.pc.in" "${PROJECT_BINARY_DIR}/dbgvirt.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/dbgvirt.pc" DESTINATION "${dbgvirt_pc_dir}")
