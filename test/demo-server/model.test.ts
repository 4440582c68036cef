// @vitest-environment node
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCorpus, type Topic } from '../../demo-server/model/corpus.ts';
import { readHeldOut } from '../../demo-server/model/held-out.ts';
import { openGreedyModel, type GreedyModel } from '../../demo-server/model/greedy.ts';
import { markdownFaults } from '../../demo-server/model/markdown-faults.ts';
import { findTorch } from '../set-up/torch.ts';
import {
  caseOf,
  isRefusal,
  score,
  turnOf,
  type Case,
  type Score,
} from '../../demo-server/model/measures.ts';
import type { AbstentionRule } from '../../demo-server/engine/sure-answer.ts';

const folder = join(import.meta.dirname, '../../demo-server/model');
const topics = readCorpus(join(folder, 'corpus'));
const manifest: {
  file: string;
  sha256: string;
  bytes: number;
  suggestions: string[];
  abstain: AbstentionRule;
} = JSON.parse(readFileSync(join(folder, 'rivulet-tiny.json'), 'utf8'));
const patient = { timeout: 300_000 };

/** All cases of one kind of question, first turns and follow-ups. */
const casesOf = (pick: (topic: Topic) => string[]): Case[] =>
  topics.flatMap((topic) => pick(topic).map((question) => caseOf(topic, question, topics)));

/** What the model must refuse: questions whose words it has never seen. */
const strangers = (name: string): Case[] =>
  readHeldOut(folder, name).map(({ question }) =>
    caseOf(
      topics.find(({ id }) => id === 'off-topic')!,
      question,
      topics,
    ),
  );

/** A sample that is the same in every run (the minimal standard generator, seed 7). */
function sample(count: number, cases: readonly Case[]): Case[] {
  const rest = [...cases];
  let state = 7;
  return Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return rest.splice(state % rest.length, 1);
  }).flat();
}

describe('the corpus', () => {
  it('holds at least 100 distinct answers and 60 KB of them', () => {
    const answers = new Set(topics.map((topic) => topic.answer));
    expect(answers.size).toBeGreaterThanOrEqual(100);
    expect(Buffer.byteLength([...answers].join(''))).toBeGreaterThanOrEqual(60_000);
  });

  it('asks each topic in six ways or more, and holds some back', () => {
    const thin = topics.filter((topic) => topic.trained.length < 6 || topic.heldOut.length === 0);
    expect(thin.map((topic) => topic.id)).toEqual([]);
  });

  it('is well-formed markdown throughout', () => {
    const faulty = topics.filter((topic) => markdownFaults(topic.answer).length > 0);
    expect(faulty.map((topic) => topic.id)).toEqual([]);
  });

  it('has one answer of 80 lines or more', () => {
    expect(Math.max(...topics.map((topic) => topic.answer.split('\n').length))).toBeGreaterThan(80);
  });
});

describe('the questions that must be refused', () => {
  const trained = new Set(
    [
      ...topics.flatMap((topic) => topic.trained),
      ...['off_topic.py', 'unknown_kit.py'].map((file) =>
        readFileSync(join(folder, 'train', file), 'utf8'),
      ),
    ].flatMap((text) => text.toLowerCase().match(/[\p{L}\p{N}@#+'-]+|[\p{L}\p{N}]+/gu) ?? []),
  );

  it.each(['off-topic', 'unknown-kit'])('%s: a hundred or more, of words never trained', (name) => {
    const questions = readHeldOut(folder, name);
    expect(questions.length).toBeGreaterThanOrEqual(100);
    expect(new Set(questions.map(({ question }) => question)).size).toBe(questions.length);
    expect(questions.filter(({ newWords }) => newWords.length === 0)).toEqual([]);
    const words = questions.flatMap(({ newWords }) => newWords);
    expect(words.filter((word) => trained.has(word.toLowerCase()))).toEqual([]);
  });
});

describe('the bundled model', () => {
  let model: GreedyModel;
  beforeAll(async () => {
    model = await openGreedyModel(join(folder, manifest.file), { abstain: manifest.abstain });
  });
  afterAll(() => model.close());

  const run = (cases: Case[]): Promise<Score> => score(model, topics, cases);

  it('is the file that the manifest describes, of 8 MB at most', () => {
    const bytes = readFileSync(join(folder, manifest.file));
    expect(bytes.length).toBe(manifest.bytes);
    expect(bytes.length).toBeLessThanOrEqual(8_000_000);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(manifest.sha256);
  });

  it('answers every suggested question word for word', patient, async () => {
    const cases = casesOf((topic) => topic.suggested);
    expect(cases.map((c) => c.question)).toEqual(manifest.suggestions);
    expect((await run(cases)).misses).toEqual([]);
  });

  it('answers 49 of 50 trained questions word for word', patient, async () => {
    const result = await run(
      sample(
        50,
        casesOf((topic) => topic.trained),
      ),
    );
    expect(result).toMatchObject({ cases: 50, malformed: 0 });
    expect(result).toSatisfy(({ verbatim }: Score) => verbatim >= 49);
  });

  it('finds the right answer for three of four phrasings it has never seen', patient, async () => {
    const result = await run(
      sample(
        48,
        casesOf((topic) => topic.heldOut),
      ),
    );
    expect(result).toMatchObject({ cases: 48 });
    expect(result).toSatisfy(({ right }: Score) => right >= 36);
  });

  it.each([
    { name: 'off-topic', least: 38 },
    { name: 'unknown-kit', least: 36 },
  ])(
    'refuses $least of 40 questions that it cannot know ($name)',
    patient,
    async ({ name, least }) => {
      const result = await run(sample(40, strangers(name)));
      expect(result).toMatchObject({ cases: 40, malformed: 0 });
      expect(result).toSatisfy(({ refused }: Score) => refused >= least);
    },
  );

  it('seldom refuses a new phrasing of what it knows', patient, async () => {
    const known = casesOf((topic) => topic.heldOut).filter(
      ({ topic }) => !isRefusal(topic.answer, topics),
    );
    const result = await run(sample(48, known));
    expect(result).toSatisfy(({ refused }: Score) => refused <= 7);
  });

  it.each(['How do I add attachments?', 'How do I add voice input?'])(
    'does not answer %j with something else, whatever came before',
    patient,
    async (question) => {
      const turns = ['abort', 'md-hostile', 'st-sse'].map((id) =>
        turnOf(topics.find((topic) => topic.id === id)!),
      );
      for (const history of [[], turns.slice(0, 1), turns.slice(1, 2), turns.slice(2)]) {
        const { text } = await model.reply(question, history);
        expect([text, isRefusal(text, topics)]).toEqual([text, true]);
      }
    },
  );

  it('knows how formulas are shown', patient, async () => {
    const { answer } = topics.find(({ id }) => id === 'md-math')!;
    expect((await model.reply('How do I show math formulas?')).text.trim()).toBe(answer);
  });

  it('was measured as it is: eval.json is of this file and this rule', () => {
    const { sha256, abstention, figures } = JSON.parse(
      readFileSync(join(folder, 'eval.json'), 'utf8'),
    );
    expect({ sha256, abstention }).toEqual({
      sha256: manifest.sha256,
      abstention: manifest.abstain,
    });
    const refused = (...sets: string[]) =>
      sets.reduce((sum, set) => sum + figures[set].refused, 0) /
      sets.reduce((sum, set) => sum + figures[set].cases, 0);
    const kit = ['unknownKitNewWords', 'unknownKitNewWays'];
    expect(refused('offTopicNewWords')).toBeGreaterThanOrEqual(0.95);
    expect(refused(...kit)).toBeGreaterThanOrEqual(0.93);
    expect(refused('offTopicNewWords', ...kit)).toBeGreaterThanOrEqual(0.95);
  });

  it('says that it knows only this kit when asked about anything else', patient, async () => {
    const offTopic = topics.find((topic) => topic.id === 'off-topic')!;
    const questions = [
      'What is the capital of France?',
      'Who won the world cup?',
      'recipe for pancakes',
    ];
    for (const question of questions) {
      expect((await model.reply(question)).text.trim()).toBe(offTopic.answer);
    }
  });
});

const python = findTorch();

describe('the trainer', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'rivulet-train-'));
  afterAll(() => rmSync(scratch, { recursive: true }));

  it.skipIf(!python)(
    `writes a model that loads${python ? '' : ' (needs a Python with torch and numpy)'}`,
    patient,
    async () => {
      mkdirSync(join(scratch, 'corpus'));
      writeFileSync(join(scratch, 'corpus/mini.md'), miniCorpus);
      const file = join(scratch, 'mini.gguf');
      const sizes =
        '--vocabulary 300 --dim 64 --layers 1 --heads 2 --ff 96 --tokens 256 --short-tokens 128';
      const steps = '--steps 3 --every 3';
      execFileSync(
        python ?? 'python3',
        [
          join(folder, 'train/train.py'),
          '--corpus',
          join(scratch, 'corpus'),
          '--out',
          file,
          ...`${sizes} ${steps}`.split(' '),
        ],
        { env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' }, stdio: 'pipe' },
      );
      const model = await openGreedyModel(file, { maxTokens: 5 });
      expect((await model.reply('What is a stream?')).tokens).toBeGreaterThan(0);
      await model.close();
    },
  );
});

const miniCorpus = `<!-- topic: stream -->
- What is a stream?
- stream
- ~ explain a stream
<!-- answer -->
A **stream** is text that arrives in pieces.

<!-- topic: stream-why after: stream -->
- why?
<!-- answer -->
<think>
Why indeed.
</think>

Because \`waiting\` is dull.
`;
