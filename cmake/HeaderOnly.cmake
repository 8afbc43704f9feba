# nlohmann_json and doctest are header only. Emscripten must never see the system include folder, so just these two are
# linked into the build folder, for every build alike.
set(header_only_folder ${CMAKE_BINARY_DIR}/header_only)
file(MAKE_DIRECTORY ${header_only_folder})
foreach(name nlohmann doctest)
  find_path(${name}_include_folder NAMES ${name} PATHS /usr/include /usr/local/include NO_CMAKE_FIND_ROOT_PATH)
  if(NOT ${name}_include_folder)
    message(FATAL_ERROR "The headers of ${name} were not found. Run script/bootstrap.")
  endif()
  if(NOT EXISTS ${header_only_folder}/${name})
    file(CREATE_LINK ${${name}_include_folder}/${name} ${header_only_folder}/${name} SYMBOLIC)
  endif()
endforeach()

add_library(nlohmann_json INTERFACE)
target_include_directories(nlohmann_json SYSTEM INTERFACE ${header_only_folder})
# Errors are values: the library must neither throw nor need exceptions.
target_compile_definitions(nlohmann_json INTERFACE JSON_NOEXCEPTION JSON_DIAGNOSTICS=0 JSON_USE_IMPLICIT_CONVERSIONS=0)

add_library(doctest_header INTERFACE)
target_include_directories(doctest_header SYSTEM INTERFACE ${header_only_folder})
