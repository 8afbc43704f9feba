# Where the sources of Dear ImGui, cpp-httplib and SQLite lie. script/fetch-sources puts them below build/sources from
# Debian source packages; where it did not run (outside Debian) the same tags are fetched by CMake.
include(FetchContent)

set(KUNDKONTO_SOURCES ${PROJECT_SOURCE_DIR}/build/sources CACHE PATH "Folder made by script/fetch-sources")

function(find_source result folder)
  if(EXISTS ${KUNDKONTO_SOURCES}/${folder}/.complete)
    set(${result} ${KUNDKONTO_SOURCES}/${folder} PARENT_SCOPE)
    return()
  endif()
  file(STRINGS ${PROJECT_SOURCE_DIR}/script/sources.list line REGEX "^${folder} ")
  string(REGEX REPLACE " +" ";" columns "${line}")
  list(GET columns 6 repository)
  list(GET columns 7 tag)
  string(REPLACE "-" "_" name ${folder})
  # SOURCE_SUBDIR names no CMakeLists.txt: only the files are wanted, we build them ourselves.
  FetchContent_Declare(${name} GIT_REPOSITORY ${repository} GIT_TAG ${tag} GIT_SHALLOW ON SOURCE_SUBDIR none)
  FetchContent_MakeAvailable(${name})
  if(folder STREQUAL "sqlite" AND NOT EXISTS ${${name}_SOURCE_DIR}/sqlite3.c)
    execute_process(COMMAND ./configure --disable-tcl WORKING_DIRECTORY ${${name}_SOURCE_DIR} COMMAND_ERROR_IS_FATAL ANY)
    execute_process(COMMAND make sqlite3.c WORKING_DIRECTORY ${${name}_SOURCE_DIR} COMMAND_ERROR_IS_FATAL ANY)
  endif()
  set(${result} ${${name}_SOURCE_DIR} PARENT_SCOPE)
endfunction()

find_source(imgui_folder imgui)
if(NOT EMSCRIPTEN)
  find_source(httplib_folder cpp-httplib)
  find_source(sqlite_folder sqlite)
endif()
