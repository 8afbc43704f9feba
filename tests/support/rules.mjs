// The package's WebAssembly, called as it is: the text of an account in, the text of a verdict out. How the package itself
// calls it, from objects, has its own tests.
import { readFileSync } from 'node:fs';

import { inProject } from './project.mjs';

const imports = { env: { emscripten_notify_memory_growth() {} }, wasi_snapshot_preview1: { proc_exit() {} } };
const NO_SENTENCES = -1;

export async function loadRules() {
  const { instance } = await WebAssembly.instantiate(readFileSync(inProject('build/web/rules/rules.wasm')), imports);
  const wasm = instance.exports;
  wasm._initialize();

  // Writes a text where the next call reads it; gives its size in bytes.
  function put(text) {
    const bytes = Buffer.from(text);
    new Uint8Array(wasm.memory.buffer, wasm.rules_room(bytes.length), bytes.length).set(bytes);
    return bytes.length;
  }
  const answer = (size) => Buffer.from(wasm.memory.buffer, wasm.rules_answer(), size).toString();

  const judgeText = (json) => answer(wasm.rules_judge(put(json), NO_SENTENCES));
  return {
    judgeText,
    judge: (json) => JSON.parse(judgeText(json)),
    // Keeps the accounts and returns a function that judges `count` of them in turn and gives the count.
    bench(jsons) {
      wasm.rules_keep(0);
      const kept = jsons.map((json) => wasm.rules_keep(put(json))).at(-1);
      if (kept !== jsons.length) throw new Error(`${kept} of ${jsons.length} accounts could be read.`);
      return (count) => {
        wasm.rules_judge_kept(count);
        return count;
      };
    },
  };
}
