import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const resolve = createRequire(import.meta.url).resolve;
const read = (path: string) => readFileSync(path, 'utf8').slice(0, 12_000);
const here = (path: string) => read(new URL(`../../${path}`, import.meta.url).pathname);

const python = `"""A module docstring
over two lines."""
from dataclasses import dataclass

@dataclass
class Point:
    x: int = 0  # pixels
    name: str = 'it''s'

    def label(self) -> str:
        return f"{self.name!r}: {self.x:>4}"

def text():
    return '''
    # no comment
    def not_code(): pass
    '''
`;
const bash = `#!/usr/bin/env bash
set -euo pipefail
for file in "$@"; do
  echo "\${file%.*}" | grep -E '^[a-z]+' > /tmp/out # comment
  cat <<EOF
  not a "comment # here
  $HOME \`date\`
EOF
done
`;
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
const sql = `SELECT a, COUNT(*) AS n -- note
FROM t /* over
lines */ WHERE name = 'it''s' GROUP BY a;
`;
const rust = `/// Adds.
pub fn add<'a>(x: &'a str, y: u32) -> String {
    let raw = r#"a "quoted"
    text"#;
    /* block
       comment */
    format!("{x}{y}{}", raw)
}
`;

/** Real and telling code by language, with constructs that run over many lines. */
export const codeSamples: readonly (readonly [language: string, code: string])[] = [
  ['javascript', read(resolve('prismjs/components/prism-core.js'))],
  ['typescript', here('src/highlight/code-lines.ts') + here('src/highlight/prism-lines.ts')],
  ['tsx', here('src/highlight/code-block.tsx')],
  ['css', here('src/styles/markdown.css')],
  ['json', here('package.json')],
  ['markdown', here('node_modules/marked/README.md')],
  ['python', python.repeat(12)],
  ['bash', bash.repeat(14)],
  ['html', html.repeat(14)],
  ['sql', sql.repeat(30)],
  ['rust', rust.repeat(20)],
  ['php', `<b>\n<?php\n/* c\nd */\necho "a\nb";\n?>\n</b>\n`.repeat(20)],
];
