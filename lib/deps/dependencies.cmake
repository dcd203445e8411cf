# What libipcheck stands on, as one target `ipcheck_dependencies`. Read by the build and, once installed, by
# find_package(ipcheck). A library with a static archive is linked from it: every shared library costs start-up time.
include(CMakeFindDependencyMacro)
find_dependency(Threads)
find_dependency(PkgConfig)
find_dependency(fmt 9)

pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(YAMLCPP REQUIRED IMPORTED_TARGET yaml-cpp)
pkg_check_modules(MD REQUIRED IMPORTED_TARGET libmd)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)

add_library(ipcheck_dependencies INTERFACE IMPORTED)
foreach(pair YAMLCPP:yaml-cpp RE2:re2 UTF8PROC:utf8proc MD:md ZLIB:z ZSTD:zstd)
  string(REGEX REPLACE "(.*):(.*)" "\\1;\\2" pair ${pair})
  list(GET pair 0 prefix)
  list(GET pair 1 name)
  find_library(IPCHECK_${prefix}_ARCHIVE NAMES lib${name}.a HINTS ${${prefix}_LIBDIR} ${${prefix}_LIBRARY_DIRS})
  mark_as_advanced(IPCHECK_${prefix}_ARCHIVE)
  if(IPCHECK_${prefix}_ARCHIVE)
    target_link_libraries(ipcheck_dependencies INTERFACE ${IPCHECK_${prefix}_ARCHIVE})
  else()
    target_link_libraries(ipcheck_dependencies INTERFACE PkgConfig::${prefix})
  endif()
endforeach()
target_link_libraries(ipcheck_dependencies INTERFACE Threads::Threads ${CMAKE_DL_LIBS})
target_include_directories(ipcheck_dependencies INTERFACE $<TARGET_PROPERTY:fmt::fmt,INTERFACE_INCLUDE_DIRECTORIES>)

# fmt is compiled into libipcheck (fmt.cc) where the version is the one that file knows.
if(NOT fmt_VERSION VERSION_LESS 10)
  target_link_libraries(ipcheck_dependencies INTERFACE fmt::fmt)
endif()
