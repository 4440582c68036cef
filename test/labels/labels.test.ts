// @vitest-environment node
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ChatLabels } from '../../src/components/labels/chat-labels.ts';
import type { McpAppLabels } from '../../src/mcp-apps/mcp-app-labels.ts';
import { en as englishLabels } from '../../src/labels/en.ts';

const folder = fileURLToPath(new URL('../../src/labels', import.meta.url));
const names = readdirSync(folder).flatMap(
  (file) => /^([a-z]{2}(?:-[A-Z]{2})?)\.ts$/.exec(file)?.[1] ?? [],
);

async function labelsOf(name: string): Promise<ChatLabels & McpAppLabels> {
  const module = (await import(`../../src/labels/${name}.ts`)) as Record<
    string,
    ChatLabels & McpAppLabels
  >;
  const [labels] = Object.values(module);
  if (!labels || Object.keys(module).length !== 1) throw new Error(`${name} is not one language`);
  return labels;
}

const toolStates = [
  'input-streaming',
  'input-available',
  'approval-requested',
  'approval-responded',
  'output-available',
  'output-error',
  'output-denied',
];
const errors = [
  'network',
  'timeout',
  'protocol',
  'truncated',
  'expired',
  'storage',
  'unauthorized',
  'too-large',
  'rate-limited',
  'overloaded',
  'server',
];

/** Arguments that every function of the labels is tried with; what is given is content, in Greek. */
const samples: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  version: [
    [1, 2],
    [3, 12],
  ],
  thoughts: [[], [0.2], [1], [2], [5], [11], [40]],
  droppedTurns: [[1], [2]],
  toolState: toolStates.map((state) => [state]),
  appLoading: [['Ροή']],
  uiOpen: [['ψ']],
  appFailed: [['Ροή', 'σφάλμα']],
  appClosed: [['Ροή']],
  appAsksToOpen: [['Ροή']],
  offers: [[1], [2], [3], [12]],
  contextUsed: [['1', '2']],
  contextCost: [['1 €']],
  planDone: [[1, 3]],
  progressTold: [['Ροή', '25 %']],
  timeLeft: [['8 λ']],
  stepTold: [['Ροή', 'τέλος']],
  approvalQuestion: [['ψάξε']],
  toolFailed: [['ψάξε', 'σφάλμα']],
  error: errors.map((code) => [{ code, message: 'σφάλμα' }]),
  errorHint: [
    ...errors.map((code) => [{ code, message: 'σφάλμα' }]),
    [{ code: 'server', message: '', retryAfterMs: 2000 }],
    [{ code: 'server', message: '', retryAfterMs: 2000 }, 0],
  ],
  retryingIn: [[1], [2], [3], [11]],
  queuePlace: [['1'], ['2', '7']],
  findCount: [[3, 17]],
  readingPrompt: [['1', '2']],
  tokens: [['12']],
  tokensPerSecond: [['12']],
  firstToken: [['12']],
  reconnects: [[1], [2], [3], [11]],
  steps: [[3], [11], [100]],
  stepsFailed: [[1], [2], [3], [11]],
  code: [[''], ['ψ']],
  saveAs: [['ψ.txt']],
  showAllLines: [[1], [2], [3], [12]],
  tableFormat: [['tsv'], ['markdown'], ['csv']],
  copyTable: [['tsv'], ['markdown'], ['csv']],
  tableCopied: [['tsv'], ['markdown'], ['csv']],
  loadImage: [[''], ['ψ']],
  enableLink: [[''], ['ψ']],
  alert: ['note', 'tip', 'important', 'warning', 'caution'].map((kind) => [kind]),
  backToReference: [['1'], ['1-2']],
  diagramFailed: [['σφάλμα']],
  formulaFailed: [['σφάλμα']],
  filesAttached: [['ψ.txt']],
  removeFile: [['ψ.txt']],
  fileRemoved: [['ψ.txt']],
  fileRefused: [
    ['ψ.txt', 'type', 'ψ'],
    ['ψ.txt', 'size', '1'],
    ['ψ.txt', 'count', '1'],
    ['ψ.txt', 'count', '3'],
    ['ψ.txt', 'unreadable', ''],
  ],
  uploading: [['ψ.txt']],
  uploadFailed: [['ψ.txt', 'σφάλμα']],
  retryFile: [['ψ.txt']],
  enlarge: [['ψ']],
  loadMedia: [[''], ['ψ']],
  dictationFailed: [['σφάλμα']],
  readingFailed: [['σφάλμα']],
  chatActions: [['ψ']],
  chatDeleted: [['ψ']],
  noChatFound: [['ψ']],
  chatsFound: [[0], [1], [2], [3], [12]],
  goOnWith: [['7 b']],
  roomYou: [['Ροή']],
  roomModel: [['Ροή']],
  roomTyping: [
    ['Ροή', 1],
    ['Ροή, ψ', 2],
  ],
  roomJoined: [['Ροή']],
  roomLeft: [['Ροή']],
  roomReact: [
    ['👍', 0],
    ['👍', 1],
    ['👍', 12],
  ],
  roomMute: [['Ροή']],
  roomUnmute: [['Ροή']],
  roomRemove: [['Ροή']],
  textYou: [['Ροή']],
  textModel: [['Ροή']],
  textJoined: [['Ροή']],
  textLeft: [['Ροή']],
  textProposed: [['Ροή']],
  textVersion: [['Ροή', '1.1.']],
  newAnswers: [[1], [2], [3], [12]],
};

/** Everything that labels say, by what says it. */
function saidBy(labels: ChatLabels): [name: string, words: string][] {
  return Object.entries(labels).flatMap(([name, label]: [string, unknown]) => {
    if (typeof label === 'string') return [[name, label]];
    const say = label as (...given: readonly unknown[]) => string;
    return (samples[name] ?? []).map((given): [string, string] => [
      `${name}(${JSON.stringify(given)})`,
      say(...given),
    ]);
  });
}

// Names of formats, keys and units that are the same everywhere.
const international =
  /\b(?:TSV|JSON|PDF|CSV|Markdown|tokens(?:\/s)?|Enter|Esc|ms|s)\b|σφάλμα|\.txt/g;

it('ships ten languages', () => {
  expect(names).toEqual(['ar', 'de', 'en', 'es', 'fr', 'hi', 'ja', 'ko', 'pt-BR', 'zh-CN']);
});

it('knows samples for every function', () => {
  const functions = Object.entries(englishLabels).filter(
    ([, label]) => typeof label === 'function',
  );
  expect(functions.map(([name]) => name).sort()).toEqual(Object.keys(samples).sort());
});

describe.each(names)('the labels of %s', (name) => {
  it('have every name of the English ones and no other', async () => {
    expect(Object.keys(await labelsOf(name)).sort()).toEqual(Object.keys(englishLabels).sort());
  });

  it('are of the language that they say', async () => {
    const { locale } = await labelsOf(name);
    expect(locale).toBe(name);
    expect(Intl.NumberFormat.supportedLocalesOf(locale)).toEqual([locale]);
  });

  it('say something, and leave no mark of a number that was not put in', async () => {
    for (const [label, words] of saidBy(await labelsOf(name))) {
      const isHint = label.startsWith('errorHint');
      expect(`${label}:${isHint ? 'none' : words.trim()}`).not.toMatch(/:$/);
      expect(`${label} ${words}`).not.toMatch(/#|undefined|NaN|\[object/);
    }
  });

  it('say no sentence of the English ones', async () => {
    const english = new Map(saidBy(englishLabels));
    const words = saidBy(await labelsOf(name)).filter(([label]) => label !== 'locale');
    // Some words are the same in two languages; sentences are not.
    const same = words.filter(([label, said]) => said === english.get(label) && isSentence(said));
    expect(name === 'en' ? [] : same).toEqual([]);
    const isLatin = /^(?:en|de|es|fr|pt)/.test(name);
    const latin = words.filter(([, said]) => /[a-z]{2,}/i.test(said.replace(international, '')));
    expect(isLatin ? [] : latin).toEqual([]);
  });
});

function isSentence(words: string): boolean {
  return words.replace(international, '').trim().includes(' ');
}

it('counts by the plural forms of its language', async () => {
  const { ar, de, fr } = {
    ar: await labelsOf('ar'),
    de: await labelsOf('de'),
    fr: await labelsOf('fr'),
  };
  expect([de.retryingIn(1), de.retryingIn(2)].map((text) => text.split(' ').at(-1))).toEqual([
    'Sekunde.',
    'Sekunden.',
  ]);
  // In French zero is singular.
  expect(fr.reconnects(0)).toBe('0 reconnexion');
  expect(
    new Set([1, 2, 3, 11].map((count) => ar.retryingIn(count).replace(/[\d\u0660-\u0669]+/g, '')))
      .size,
  ).toBe(4);
});
