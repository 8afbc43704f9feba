// The program: WebAssembly without any JavaScript of a compiler's. It calls the functions of `host`, which are filled in
// after it has arrived and before it starts.
import programUrl from 'program.wasm';

function stop() {
  throw new Error('The program ended.');
}

export async function loadProgram(host) {
  const program = {};
  const imports = {
    host: new Proxy({}, { get: (_, name) => (...values) => host[name](...values) }),
    env: { emscripten_notify_memory_growth: lookAgain },
    wasi_snapshot_preview1: { proc_exit: stop },
  };
  const { instance } = await WebAssembly.instantiateStreaming(fetch(programUrl), imports);

  // Views are lost when the memory grows.
  function lookAgain() {
    const { buffer } = program.memory;
    program.bytes = new Uint8Array(buffer);
    program.integers = new Int32Array(buffer);
    program.words = new Uint32Array(buffer);
    program.floats = new Float32Array(buffer);
  }
  Object.assign(program, instance.exports);
  lookAgain();
  program._initialize();
  return program;
}
