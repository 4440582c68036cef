// @vitest-environment node
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createLog, type LogOptions } from '../../../demo-server/server/log.ts';
import { LogObserver } from '../../../demo-server/server/log-observer.ts';
import type { RunEnd } from '../../../demo-server/server/observer.ts';
import { ChatError } from '../../../src/protocol/index.ts';

function open(options: LogOptions = {}) {
  let text = '';
  const log = createLog({ isTerminal: false, ...options, to: { write: (line) => (text += line) } });
  const observer = new LogObserver(log);
  return {
    observer,
    text: () => text,
    lines: (): Record<string, unknown>[] =>
      text
        .split('\n')
        .filter((line) => line !== '')
        .map((line): Record<string, unknown> => JSON.parse(line)),
  };
}

const run: RunEnd = {
  id: 'run-1234',
  owner: 'who',
  end: 'complete',
  promptTokens: 12,
  outputTokens: 50,
  queueMs: 3,
  timeToFirstTokenMs: 40,
  durationMs: 900,
};

const secret = () => randomBytes(18).toString('base64url');

function parseError(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    return error;
  }
}

describe('the log', () => {
  it('has one line a run, with its id, its tokens, its times and its end', () => {
    const { observer, lines } = open();
    observer.runEnded(run);
    expect(lines()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
        msg: 'run ended',
        run: 'run-1234',
        owner: expect.stringMatching(/^[\w-]{10}$/) as string,
        end: 'complete',
        promptTokens: 12,
        outputTokens: 50,
        queueMs: 3,
        firstTokenMs: 40,
        durationMs: 900,
      },
    ]);
  });

  it('names one user alike, also on the first visit, and differently in each process', () => {
    const [here, there] = [open(), open()];
    for (const owner of ['who', '~who', 'other', '']) here.observer.runEnded({ ...run, owner });
    there.observer.runEnded(run);
    const [first, again, other, nobody] = here.lines().map(({ owner }) => owner);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(nobody).toBeUndefined();
    expect(there.lines()[0]?.['owner']).not.toBe(first);
  });

  it('tells what a run failed of, with the whole chain of causes and their places', () => {
    const { observer, lines } = open();
    const root = Object.assign(new Error('out of memory'), { code: 'ENOMEM' });
    const error = new ChatError('server', 'The model failed.', {
      cause: new TypeError('decode failed', { cause: root }),
    });
    observer.runEnded({ ...run, end: 'error', error });
    expect(lines()[0]).toMatchObject({
      level: 'error',
      end: 'error',
      err: {
        type: 'ChatError',
        code: 'server',
        message: 'The model failed.',
        stack: expect.stringContaining('log.test.ts') as string,
        cause: {
          type: 'TypeError',
          message: 'decode failed',
          cause: { type: 'Error', message: 'out of memory', code: 'ENOMEM' },
        },
      },
    });
  });

  it('ends with a chain of causes that has no end', () => {
    const { observer, lines } = open();
    const error = new Error('a');
    error.cause = error;
    observer.failed(error, 'GET /');
    expect(lines()).toHaveLength(1);
  });

  it('tells the first cause of an error of several addresses, and what is no error', () => {
    const { observer, lines } = open();
    observer.failed(new AggregateError([new Error('first')]), 'a');
    observer.failed('just a text', 'b');
    observer.failed(undefined, 'c');
    expect(lines().map(({ err }) => err)).toMatchObject([
      { type: 'AggregateError', cause: { message: 'first' } },
      { type: 'string', message: 'just a text' },
      { message: 'undefined' },
    ]);
  });

  it('says a refusal with its reason, door, status and address, and a flood of them in two lines', () => {
    const { observer, lines } = open();
    const refusal = { door: 'http', reason: 'unauthorized', status: 401 } as const;
    for (let count = 0; count < 5000; count++) {
      observer.refused({ ...refusal, address: '192.0.2.7', owner: 'who' });
    }
    observer.close();
    expect(lines()).toMatchObject([
      { level: 'warn', msg: 'refused', ...refusal, address: '192.0.2.7' },
      { msg: 'refused', ...refusal, times: 4999 },
    ]);
    expect(lines()[0]?.['owner']).not.toBe('who');
  });

  it('says a flood of one failure in two lines', () => {
    const { observer, lines } = open();
    for (let count = 0; count < 5000; count++) observer.failed(new Error('odd'), 'GET /a');
    observer.close();
    expect(lines()).toMatchObject([{ where: 'GET /a' }, { where: 'GET /a', times: 4999 }]);
  });

  it.each(['silent', 'error', 'warn', 'info', 'debug'] as const)(
    'says no more than %s',
    (level) => {
      const { observer, lines } = open({ level });
      observer.answered({ method: 'GET', route: '/', status: 200 });
      observer.runEnded(run);
      observer.refused({ door: 'upgrade', reason: 'not-found' });
      observer.failed(new Error('odd'), 'GET /');
      const said = ['error', 'warn', 'info', 'debug'];
      expect(lines().map((line) => line['level'])).toEqual(
        said.slice(0, said.indexOf(level) + 1).reverse(),
      );
    },
  );
});

describe('what the log never holds', () => {
  const key = secret();
  const password = `${secret()}/?@`;
  const leaks: readonly [string, string, (text: string) => unknown][] = [
    ['the key', key, (text) => new Error(`wrong: ${text}.`)],
    [
      'a password, as it stands in an address',
      password,
      (text) => new Error(`cannot reach redis://me:${encodeURIComponent(text)}@h:1`),
    ],
    [
      'a password of an address that nobody named',
      secret(),
      (text) => new Error(`cannot reach rediss://me:${text}@h:1/0`),
    ],
    ['a bearer', secret(), (text) => new Error(`refused: Authorization: Bearer ${text}`)],
    [
      'a bearer in JSON',
      secret(),
      (text) => new Error(JSON.stringify({ headers: { authorization: `Bearer ${text}` } })),
    ],
    ['a cookie', secret(), (text) => new Error(`header Cookie: a=1; rivulet_owner=${text}; b=2`)],
    ['the owner’s cookie', secret(), (text) => new Error(`odd value rivulet_owner=${text}`)],
    ['a key in an address', secret(), (text) => new Error(`GET /?key=${text}&a=1 failed`)],
    [
      'a token of Hugging Face',
      `hf_${secret().replace(/[-_]/g, 'x')}`,
      (text) => new Error(`401 with ${text}`),
    ],
    [
      'a field of a foreign error',
      secret(),
      (text) => Object.assign(new TypeError('Invalid URL'), { input: `redis://:${text}@h` }),
    ],
    ['the text that a parser quotes', secret(), (text) => parseError(`${text}, what is it?`)],
    [
      'the text that a parser quotes from within',
      secret(),
      (text) => parseError(`{"a": "${text}" oops`),
    ],
    [
      'something far down the causes',
      key,
      (text) => new Error('a', { cause: new Error('b', { cause: new Error(text) }) }),
    ],
    ['what was thrown without being an error', key, (text) => `thrown ${text}`],
  ];

  it.each(leaks)('is %s', (_name, text, make) => {
    for (const isTerminal of [false, true]) {
      const { observer, text: told } = open({ secrets: [key, password], isTerminal });
      observer.failed(make(text), 'GET /');
      observer.runEnded({ ...run, end: 'error', error: make(text) });
      observer.refused({ door: 'http', reason: 'overloaded', cause: make(text) });
      observer.close();
      expect(told().length).toBeGreaterThan(100);
      expect(told()).not.toContain(text);
      expect(told()).not.toContain(text.slice(0, 10));
    }
  });

  it('is the owner as the store knows him', () => {
    const owner = secret();
    const { observer, text } = open({ level: 'debug' });
    observer.runEnded({ ...run, owner });
    observer.refused({ door: 'http', reason: 'rate-limited', owner });
    expect(text()).not.toContain(owner.slice(0, 8));
  });
});

describe('the log on a terminal', () => {
  it('is a short line for people, and an error’s causes and places below it', () => {
    const { observer, text } = open({ isTerminal: true });
    observer.runEnded(run);
    observer.failed(new Error('odd', { cause: new Error('deep') }), 'GET /api/model');
    expect(text()).toMatch(
      /^\d\d:\d\d:\d\d info {2}run ended run=run-1234 owner=\S+ end=complete promptTokens=12 .*durationMs=900 firstTokenMs=40\n/,
    );
    expect(text()).toMatch(
      / error failed where="GET \/api\/model"\n {2}Error: odd\n {4}at .*log\.test\.ts.*\n(?: {4}.*\n)* {2}of Error: deep\n/,
    );
  });

  it('brings no control character of a stranger to the terminal', () => {
    const { observer, text } = open({ isTerminal: true });
    observer.runEnded({ ...run, id: 'a\u001b[2Jb\u009bc\u0007' });
    observer.failed(new Error('a\u001b]0;x\u0007\u009b2J\nforged line'), 'x\r\n\u001b[31m');
    // eslint-disable-next-line no-control-regex
    expect(text().replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    expect(text()).not.toMatch(/^forged/m);
  });
});
