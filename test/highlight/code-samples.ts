import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { writtenSamples } from './written-samples.ts';

const resolve = createRequire(import.meta.url).resolve;
const readText = (path: string) => readFileSync(path, 'utf8').slice(0, 12_000);
const here = (path: string) => readText(new URL(`../../${path}`, import.meta.url).pathname);
const installed = (path: string) => here(`node_modules/${path}`);
const written = (language: string, times: number) =>
  [language, (writtenSamples[language] ?? '').repeat(times)] as const;

const html = `<!doctype html>
<!-- a comment
over lines -->
<style>
  a { color: red; } /* note */
</style>
<script>
  const a = \`x \${1 + 1}
  y\`;
  // done
</script>
<p class="b">text &amp; more</p>
`;

/** Real and telling code by language, with constructs that run over many lines. */
export const codeSamples: readonly (readonly [language: string, code: string])[] = [
  ['javascript', readText(resolve('prismjs/components/prism-core.js'))],
  written('jsx', 6),
  ['typescript', here('src/highlight/code-lines.ts') + here('src/highlight/prism-lines.ts')],
  ['tsx', here('src/code-block/code-block.tsx') + here('src/code-block/code-tools.tsx')],
  ['css', installed('katex/dist/katex.css')],
  ['scss', installed('katex/src/styles/katex.scss')],
  ['json', here('package.json')],
  ['markdown', installed('marked/README.md')],
  ['python', installed('katex/src/metrics/parse_tfm.py')],
  ['c', installed('node-api-headers/include/js_native_api.h')],
  ['cpp', installed('node-llama-cpp/llama/addon/AddonGrammar.cpp')],
  ['makefile', installed('katex/src/fonts/Makefile')],
  ['html', html.repeat(14)],
  ['xml', installed('@storybook/builder-vite/input/iframe.html')],
  ['php', `<b>\n<?php\n/* c\nd */\necho "a\nb";\n?>\n</b>\n`.repeat(20)],
  written('bash', 6),
  written('csharp', 5),
  written('go', 5),
  written('haskell', 6),
  written('java', 5),
  written('kotlin', 5),
  written('php', 4),
  written('ruby', 5),
  written('rust', 5),
  written('sql', 8),
  written('swift', 5),
  written('yaml', 6),
];
