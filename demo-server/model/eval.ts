/**
 * Measures the bundled model greedily, as the demo server runs it, and writes eval.json:
 * `node --import tsx eval.ts [file.gguf] [--quick] [--always]`. Needs the <file>.tokens.json that train.py wrote.
 * `--always` measures the model without its rule of when to abstain, and writes nothing; neither does `--quick`.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { abstention } from './abstention.ts';
import { readCorpus, type Topic } from './corpus.ts';
import { openGreedyModel, type GreedyModel } from './greedy.ts';
import { readHeldOut } from './held-out.ts';
import { caseOf, refusals, score, turnOf, type Case, type Score } from './measures.ts';

const here = dirname(fileURLToPath(import.meta.url));
const quick = process.argv.includes('--quick');
const always = process.argv.includes('--always');
const file =
  process.argv.slice(2).find((a) => !a.startsWith('--')) ?? join(here, 'rivulet-tiny.gguf');
const topics = readCorpus(join(here, 'corpus'));

const openers = topics.filter((topic) => !topic.after && !refusals.includes(topic.id));
const followUps = topics.filter((topic) => topic.after);
const refusing = topics.filter((topic) => refusals.includes(topic.id));
const ask = (some: Topic[], pick: (topic: Topic) => string[]): Case[] =>
  some.flatMap((topic) => pick(topic).map((question) => caseOf(topic, question, topics)));

/** Asks what the model must refuse: a part of held-out/<name>.md, whose words it has never seen. */
const strangers = (name: string, heading?: string): Case[] =>
  readHeldOut(here, name, heading).map(({ question }) =>
    caseOf(
      topics.find(({ id }) => id === 'off-topic')!,
      question,
      topics,
    ),
  );

/** Asks each topic's first question after `count` turns about other things. */
function afterOtherTurns(count: number): Case[] {
  return openers.map((topic, i) => {
    const others = Array.from(
      { length: count },
      (_, n) => openers[(i + 7 + 13 * n) % openers.length]!,
    );
    return caseOf(topic, topic.trained[0]!, topics, others.map(turnOf));
  });
}

/** Asks each suggested question after each other one, as a visitor of the page does. */
function suggestedPairs(): Case[] {
  const suggested = topics.filter((topic) => topic.suggested.length > 0);
  return suggested.flatMap((topic) =>
    suggested
      .filter((other) => other !== topic)
      .map((other) => caseOf(topic, topic.suggested[0]!, topics, [turnOf(other)])),
  );
}

/** Compares the tokens of prompt and answer with those that the trainer used; returns the ids that differ. */
function tokenDifferences(model: GreedyModel): string[] {
  const path = file.replace(/gguf$/, 'tokens.json');
  if (!existsSync(path)) return ['(no tokens file)'];
  const expected: Record<string, string> = JSON.parse(readFileSync(path, 'utf8'));
  return topics
    .filter((topic) => {
      const { question, history } = caseOf(topic, topic.trained[0]!, topics);
      const tokens = [...model.prompt(question, history), ...model.tokenize(topic.answer)];
      return (
        expected[topic.id] !==
        createHash('sha256').update(tokens.join(' ')).digest('hex').slice(0, 16)
      );
    })
    .map((topic) => topic.id);
}

const sets: Record<string, Case[]> = {
  suggested: ask(topics, (topic) => topic.suggested),
  trained: ask(openers, (topic) => (quick ? topic.trained.slice(0, 2) : topic.trained)),
  heldOut: ask(openers, (topic) => topic.heldOut),
  followUpTrained: ask(followUps, (topic) => topic.trained),
  followUpHeldOut: ask(followUps, (topic) => topic.heldOut),
  refusalTrained: ask(refusing, (topic) => topic.trained),
  refusalHeldOut: ask(refusing, (topic) => topic.heldOut),
  offTopicNewWords: strangers('off-topic'),
  unknownKitNewWords: strangers('unknown-kit', 'Everyday ways to ask'),
  unknownKitNewWays: strangers('unknown-kit', 'Other ways to ask'),
  suggestedPairs: suggestedPairs(),
  afterOneTurn: afterOtherTurns(1),
  ...(!quick && { afterTwoTurns: afterOtherTurns(2) }),
};

const model = await openGreedyModel(file, { abstain: always ? undefined : abstention });
const differing = tokenDifferences(model);
console.log(`tokens: ${topics.length} conversations, different: ${differing.join(' ') || 'none'}`);

const started = performance.now();
const figures: Record<string, Omit<Score, 'misses'>> = {};
for (const [name, cases] of Object.entries(sets)) {
  const { misses, ...figure } = await score(model, topics, cases);
  figures[name] = figure;
  const share = (n: number) => `${((100 * n) / Math.max(1, figure.cases)).toFixed(1)} %`;
  console.log(
    `${name.padEnd(16)} ${figure.cases} cases, verbatim ${share(figure.verbatim)}, right answer ${share(figure.right)}, refused ${share(figure.refused)}, malformed ${figure.malformed}`,
  );
  for (const miss of misses) console.log(`    ${miss}`);
}
const tokens = Object.values(figures).reduce((sum, figure) => sum + figure.tokens, 0);
const tokensPerSecond = Math.round((1000 * tokens) / (performance.now() - started));
console.log(`${tokens} model tokens, ${tokensPerSecond} per second, prompts included`);
await model.close();

const answers = topics.map((topic) => topic.answer);
const corpus = {
  topics: topics.length,
  distinctAnswers: new Set(answers).size,
  answerBytes: Buffer.byteLength(answers.join('')),
  trainedQuestions: topics.reduce((sum, topic) => sum + topic.trained.length, 0),
  heldOutQuestions: topics.reduce((sum, topic) => sum + topic.heldOut.length, 0),
};
console.log(corpus);
if (!quick && !always) {
  const result = {
    bytes: statSync(file).size,
    sha256: createHash('sha256').update(readFileSync(file)).digest('hex'),
    corpus,
    tokenDifferences: differing,
    abstention,
    tokensPerSecond,
    figures,
  };
  writeFileSync(
    file.replace(/(rivulet-tiny)?\.gguf$/, 'eval.json'),
    `${JSON.stringify(result, null, 2)}\n`,
  );
}
