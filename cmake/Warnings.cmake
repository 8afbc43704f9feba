# Our own code is compiled with these; third-party code is not.
add_library(kundkonto_warnings INTERFACE)
target_compile_options(kundkonto_warnings INTERFACE -Wall -Wextra -Wpedantic -Werror)

find_program(ccache_program ccache)
if(ccache_program)
  set(CMAKE_C_COMPILER_LAUNCHER ${ccache_program})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${ccache_program})
endif()
