# Our own code is compiled with these; third-party code is not.
add_library(kundkonto_warnings INTERFACE)
target_compile_options(kundkonto_warnings INTERFACE -Wall -Wextra -Wpedantic -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 sees an overlap in std::string's operator+ that is not there (its bug 105651).
  target_compile_options(kundkonto_warnings INTERFACE -Wno-restrict)
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # Rows of nested tables leave inner braces out, as the standard allows; GCC does not warn of it either.
  target_compile_options(kundkonto_warnings INTERFACE -Wno-missing-braces)
endif()

find_program(ccache_program ccache)
if(ccache_program)
  set(CMAKE_C_COMPILER_LAUNCHER ${ccache_program})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${ccache_program})
endif()
