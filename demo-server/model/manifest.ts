/** Writes rivulet-tiny.json, which tells the demo server how to run the bundled model: `node --import tsx manifest.ts`. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { abstention } from './abstention.ts';
import { readCorpus } from './corpus.ts';

const here = dirname(fileURLToPath(import.meta.url));
const file = 'rivulet-tiny.gguf';
const bytes = readFileSync(join(here, file));
const training: {
  parameters: number;
} = JSON.parse(readFileSync(join(here, 'rivulet-tiny.training.json'), 'utf8'));

const manifest = {
  name: 'Rivulet tiny',
  note: 'tiny bundled model, knows only this kit',
  license: 'MIT',
  file,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  bytes: bytes.length,
  parameters: training.parameters,
  contextSize: 2048,
  /** Longer histories are cut to this many turns (the new question is one); it was trained on two. */
  contextTurns: 2,
  wrapper: 'qwen',
  temperature: 0,
  /** It is far surer of its words than a large model: what others feel as a penalty of 2 it does not feel below 10. */
  penaltyScale: 8,
  threads: 1,
  abstain: abstention,
  suggestions: readCorpus(join(here, 'corpus')).flatMap((topic) => topic.suggested),
};
writeFileSync(join(here, 'rivulet-tiny.json'), `${JSON.stringify(manifest, null, 2)}\n`);
