# add_web_program(NAME FOLDER SOURCES...) compiles a program of the ui layer for the browser and joins it with web/ into
# FOLDER, ready to be served.
find_program(node_program NAMES node nodejs REQUIRED)

# Every part of the editor is compiled for few bytes, and looked at as a whole when it is linked. The three instructions
# beyond the first WebAssembly are as old as WebGL2 in the last browser that got it.
add_library(editor_size INTERFACE)
target_compile_options(editor_size INTERFACE
  -Oz -flto -fno-exceptions -fno-rtti -fno-threadsafe-statics -fvisibility=hidden -mnontrapping-fptoint -msign-ext -mbulk-memory
)

function(add_web_program name folder)
  add_executable(${name} ${ARGN}
    ${PROJECT_SOURCE_DIR}/client/browser_web.cpp
    ${PROJECT_SOURCE_DIR}/client/renderer_web.cpp
  )
  target_link_libraries(${name} PRIVATE client_ui imgui kundkonto_warnings editor_size)
  # No JavaScript of Emscripten's: web/program.js loads the program and answers its few imports.
  set_target_properties(${name} PROPERTIES SUFFIX .wasm)
  target_link_options(${name} PRIVATE
    -Oz -flto -fno-exceptions --no-entry -sSTANDALONE_WASM=1 -sFILESYSTEM=0 -sMALLOC=emmalloc -sALLOW_MEMORY_GROWTH=1
    -sASSERTIONS=0 -sSUPPORT_LONGJMP=0 -sEXPORTED_FUNCTIONS=_malloc,_free
    -sERROR_ON_UNDEFINED_SYMBOLS=0 -sWARN_ON_UNDEFINED_SYMBOLS=0  # The functions of HOST_FUNCTION in client/web.h.
  )
  file(GLOB page_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/web/*.*)
  add_custom_command(
    OUTPUT ${folder}/index.html
    COMMAND ${node_program} ${PROJECT_SOURCE_DIR}/web/bundle.mjs --program $<TARGET_FILE:${name}> --output ${folder}
    DEPENDS ${name} ${page_files}
    COMMENT "Joining ${name} into ${folder}"
    VERBATIM
  )
  add_custom_target(${name}_bundle ALL DEPENDS ${folder}/index.html)
endfunction()
