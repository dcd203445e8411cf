# ipcheck.spdx.json (SPDX 2.3) from the table of README.md, with the versions of the packages found.

# The version of a Debian package, NOASSERTION where there is no dpkg or no such package.
function(ipcheck_package_version package result)
  set(version NOASSERTION)
  find_program(IPCHECK_DPKG_QUERY dpkg-query)
  mark_as_advanced(IPCHECK_DPKG_QUERY)
  if(IPCHECK_DPKG_QUERY)
    execute_process(COMMAND ${IPCHECK_DPKG_QUERY} -W -f=\${Version} ${package}
      OUTPUT_VARIABLE found ERROR_QUIET RESULT_VARIABLE status)
    if(status EQUAL 0 AND found)
      set(version ${found})
    endif()
  endif()
  set(${result} ${version} PARENT_SCOPE)
endfunction()

# One element of `packages`.
function(ipcheck_spdx_package id name version licence purpose result)
  string(CONFIGURE [[    {"SPDXID": "SPDXRef-@id@", "name": "@name@", "versionInfo": "@version@", "primaryPackagePurpose": "@purpose@",
     "downloadLocation": "NOASSERTION", "filesAnalyzed": false, "licenseConcluded": "@licence@",
     "licenseDeclared": "@licence@", "copyrightText": "NOASSERTION"@ARGN@}]] text @ONLY)
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

# ipcheck_spdx(TABLE FILE)
function(ipcheck_spdx table file)
  ipcheck_spdx_package(ipcheck ipcheck ${PROJECT_VERSION} Apache-2.0 APPLICATION packages)
  set(relations "    {\"spdxElementId\": \"SPDXRef-DOCUMENT\", \"relationshipType\": \"DESCRIBES\", \"relatedSpdxElement\": \"SPDXRef-ipcheck\"}")
  file(STRINGS ${table} rows REGEX "^\\| [^|]+ \\| [a-z]" ENCODING UTF-8)
  foreach(row ${rows})
    if(NOT row MATCHES "^\\| ([^|]+) \\| ([^ |]+) \\| ([^|]+) \\| ([a-z]+) \\| ")
      message(FATAL_ERROR "${table}: not a row of the table: ${row}")
    endif()
    set(name ${CMAKE_MATCH_1})
    set(package ${CMAKE_MATCH_2})
    set(licence ${CMAKE_MATCH_3})
    set(how ${CMAKE_MATCH_4})
    ipcheck_package_version(${package} version)
    string(REPLACE "+" "%2B" escaped "${version}")
    string(REPLACE ":" "%3A" escaped "${escaped}")
    set(place ",\n     \"externalRefs\": [{\"referenceCategory\": \"PACKAGE-MANAGER\", \"referenceType\": \"purl\", \"referenceLocator\": \"pkg:deb/debian/${package}@${escaped}\"}]")
    string(REGEX REPLACE "[^A-Za-z0-9.-]" "-" id ${package})
    ipcheck_spdx_package(${id} ${name} ${version} ${licence} LIBRARY text ${place})
    string(APPEND packages ",\n${text}")
    if(how STREQUAL tests)
      set(from SPDXRef-${id})
      set(to SPDXRef-ipcheck)
      set(kind TEST_DEPENDENCY_OF)
    else()
      set(from SPDXRef-ipcheck)
      set(to SPDXRef-${id})
      string(REGEX REPLACE "^linked$" STATIC_LINK kind ${how})
      string(REGEX REPLACE "^opened$" DYNAMIC_LINK kind ${kind})
      string(REGEX REPLACE "^compiled$" CONTAINS kind ${kind})
    endif()
    string(APPEND relations ",\n    {\"spdxElementId\": \"${from}\", \"relationshipType\": \"${kind}\", \"relatedSpdxElement\": \"${to}\"}")
  endforeach()
  string(SHA256 hash "${packages}${relations}")
  string(TIMESTAMP now UTC)   # SOURCE_DATE_EPOCH, where it is set
  file(CONFIGURE OUTPUT ${file} @ONLY CONTENT [[{
  "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": "ipcheck-@PROJECT_VERSION@",
  "documentNamespace": "https://spdx.org/spdxdocs/ipcheck-@PROJECT_VERSION@-@hash@",
  "creationInfo": {"created": "@now@", "creators": ["Tool: ipcheck-build-@PROJECT_VERSION@"]},
  "packages": [
@packages@
  ],
  "relationships": [
@relations@
  ]
}
]])
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${table})
endfunction()
