// vega and vega-lite, each as the one file that its package has for pages: it is loaded in a third of the time of the
// many files that it has for node, and can neither read a file nor ask a network by itself.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runInThisContext } from 'node:vm';

const { resolve } = createRequire(import.meta.url);
for (const name of ['vega/build/vega.min.js', 'vega-lite/build/vega-lite.min.js']) {
  const filename = resolve(name);
  runInThisContext(readFileSync(filename, 'utf8'), { filename });
}

export const { vega, vegaLite } = globalThis;
