// The rules as WebAssembly, loaded in Node.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { inProject } from './project.mjs';

export async function loadRules() {
  const make = createRequire(import.meta.url)(inProject('build/web/rules.js'));
  const module = await make({ wasmBinary: readFileSync(inProject('build/web/rules.wasm')) });

  function withText(text, call) {
    const bytes = module.lengthBytesUTF8(text);
    const place = module._malloc(bytes + 1);
    try {
      module.stringToUTF8(text, place, bytes + 1);
      return call(place, bytes);
    } finally {
      module._free(place);
    }
  }

  const judgeText = (json) => module.UTF8ToString(withText(json, module._rules_judge));
  return {
    judgeText,
    judge: (json) => JSON.parse(judgeText(json)),
    // Keeps the accounts and returns a function that judges `count` of them in turn and gives the count.
    bench(jsons) {
      withText('', module._rules_keep);
      const kept = jsons.map((json) => withText(json, module._rules_keep)).at(-1);
      if (kept !== jsons.length) throw new Error(`${kept} of ${jsons.length} accounts could be read.`);
      return (count) => {
        module._rules_judge_kept(count);
        return count;
      };
    },
  };
}
