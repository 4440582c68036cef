// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { messageText } from '../../../../src/protocol/index.ts';
import { eventually } from '../../../eventually.ts';
import {
  begins,
  breaks,
  hangs,
  modelServer,
  refuses,
  says,
  stream,
  type Behaviour,
} from './model-server.ts';
import { firstText, messageOf, openFront } from './open-front.ts';

const told = async (run: Parameters<typeof messageOf>[0]) => {
  const message = await messageOf(run);
  return { text: messageText(message), end: message.end, error: message.error?.message };
};

describe('an answer of a model server', () => {
  it('comes with what the server has counted, and says who gave it', async () => {
    const { url, name, asked } = await modelServer([says('Hel', 'lo')]);
    const { ask, engine } = await openFront([url]);
    const message = await messageOf(await ask());
    expect(messageText(message)).toBe('Hello');
    expect(message).toMatchObject({
      end: 'complete',
      metadata: {
        model: 'm-2026',
        device: name,
        finishReason: 'stop',
        usage: { promptTokens: 7, outputTokens: 2 },
      },
    });
    expect(asked[0]?.body).toMatchObject({
      model: 'm',
      messages: [{ role: 'user', content: 'Hi' }],
    });
    expect(engine.info).toMatchObject({
      name: 'm',
      engine: 'upstream',
      upstreams: [{ name, format: 'openai-chat', state: 'works', active: 0, asked: 1, failed: 0 }],
    });
  });

  it('claims no count that the server has not told', async () => {
    const wire =
      'data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\n';
    const { url } = await modelServer([stream(`${wire}data: [DONE]\n\n`)]);
    const { ask } = await openFront([url]);
    const { metadata } = await messageOf(await ask());
    expect(metadata).not.toHaveProperty('usage');
  });

  it('stops when its reader stops it, also at the server', async () => {
    const server = await modelServer([begins('Hel')]);
    const { ask, engine } = await openFront([server.url]);
    const run = await ask();
    await firstText(run);
    run.cancel('enough');
    expect(await told(run)).toMatchObject({ text: 'Hel', end: 'aborted' });
    await eventually(() => expect(server.left()).toBe(1));
    expect(engine.load()).toEqual({ active: 0, waiting: 0 });
  });

  it('can be stopped before the server has said anything', async () => {
    const server = await modelServer([hangs]);
    const { ask } = await openFront([server.url]);
    const run = await ask();
    await eventually(() => expect(server.asked).toHaveLength(1));
    run.cancel();
    expect(await told(run)).toMatchObject({ end: 'aborted' });
  });
});

describe('questions to several servers', () => {
  it('go to the one that is least busy', async () => {
    const servers = [await modelServer([begins('a')]), await modelServer([begins('b')])];
    const { ask, engine } = await openFront(servers.map(({ url }) => url));
    for (let count = 0; count < 6; count++) await firstText(await ask());
    expect(servers.map(({ asked }) => asked.length)).toEqual([3, 3]);
    expect(engine.info.upstreams?.map(({ active }) => active)).toEqual([3, 3]);
  });

  const failures: [string, Behaviour][] = [
    ['fails', refuses(500)],
    ['does not take the key', refuses(401)],
    ['has lost the model', refuses(404)],
    ['is asked too often', refuses(429, 'slow down', { 'retry-after': '30' })],
    ['is loading', refuses(503)],
    ['breaks off before the first word', breaks()],
    ['ends without a word', stream('')],
    [
      'says an error in place of an answer',
      stream('data: {"error":{"message":"CUDA out of memory"}}\n\n'),
    ],
    ['says nothing', hangs],
  ];
  it.each(failures)('are asked elsewhere when the first %s', async (_, failure) => {
    const bad = await modelServer([failure]);
    const good = await modelServer([says('Good')]);
    const { ask } = await openFront([bad.url, good.url], { silentMs: 200 });
    expect(await told(await ask())).toMatchObject({ text: 'Good', end: 'complete' });
    expect([bad.asked.length, good.asked.length]).toEqual([1, 1]);
  });

  it('are asked elsewhere when the first is gone, and not asked there again until it is back', async () => {
    const gone = await modelServer([says('never')]);
    const good = await modelServer([says('Good')]);
    const { ask, engine } = await openFront([gone.url, good.url]);
    gone.close();
    for (let count = 0; count < 3; count++)
      expect(await told(await ask())).toMatchObject({ text: 'Good' });
    expect(engine.info.upstreams).toMatchObject([
      { state: 'away', asked: 1, failed: 1 },
      { asked: 3 },
    ]);
    expect(engine.trouble).toBeUndefined();
  });

  it('are never asked twice once a word has come; what came is kept', async () => {
    const bad = await modelServer([breaks('Hel')]);
    const good = await modelServer([says('Good')]);
    const { ask } = await openFront([bad.url, good.url]);
    const { text, end, error } = await told(await ask());
    expect([text, end]).toEqual(['Hel', 'error']);
    expect(error).toMatch(/broke off/);
    expect(good.asked).toEqual([]);
  });

  it('that are wrong themselves are asked once and told in the server’s words', async () => {
    const first = await modelServer([refuses(400, 'maximum context length is 10 tokens')]);
    const second = await modelServer([says('Good')]);
    const { ask } = await openFront([first.url, second.url]);
    expect(await told(await ask())).toMatchObject({ error: 'maximum context length is 10 tokens' });
    expect(second.asked).toEqual([]);
  });
});

describe('one server', () => {
  it('is asked once more when it was too busy for a moment', async () => {
    const { url, asked } = await modelServer([refuses(503), says('Good')]);
    const { ask } = await openFront([url]);
    expect(await told(await ask())).toMatchObject({ text: 'Good', end: 'complete' });
    expect(asked).toHaveLength(2);
  });

  it('is not asked again when it has failed, or wants to be left alone for long', async () => {
    for (const failure of [refuses(500), refuses(429, 'quota', { 'retry-after': '30' })]) {
      const { url, asked } = await modelServer([failure, says('Good')]);
      const { ask } = await openFront([url]);
      expect(await told(await ask())).toMatchObject({ end: 'error' });
      expect(asked).toHaveLength(1);
    }
  });

  it('that falls silent in mid-answer is told as that, and what came is kept', async () => {
    const { url } = await modelServer([begins('Hel')]);
    const { ask } = await openFront([url], { silentMs: 200 });
    const { text, error } = await told(await ask());
    expect(text).toBe('Hel');
    expect(error).toMatch(/silent for .* in the middle/);
  });

  it('rests after three failures in a row, then is tried by one question', async () => {
    const failing = Array.from({ length: 3 }, () => refuses(500));
    const { url, asked } = await modelServer([...failing, says('Good')]);
    const resting = await openFront([url], { restMs: 60_000 });
    for (let count = 0; count < 3; count++) await told(await resting.ask());
    expect((await told(await resting.ask())).error).toMatch(/rests/);
    expect(asked).toHaveLength(3);
    expect(resting.engine.trouble).toMatch(/rests/);

    const tried = await modelServer([...failing, says('Good')]);
    const brief = await openFront([tried.url], { restMs: 0 });
    for (let count = 0; count < 3; count++) await told(await brief.ask());
    expect(await told(await brief.ask())).toMatchObject({ text: 'Good' });
    expect(brief.engine.trouble).toBeUndefined();
  });

  it('never has its key told, whatever it says', async () => {
    const apiKey = 'sk-secret-1234';
    for (const failure of [
      refuses(401, `bad key ${apiKey}`),
      refuses(400, `bad key ${apiKey}`),
      stream(`data: {"error":{"message":"bad key ${apiKey}"}}\n\n`),
    ]) {
      const { url, asked } = await modelServer([failure]);
      const { ask } = await openFront([url], { apiKey });
      const message = await messageOf(await ask());
      expect(asked[0]?.headers.authorization).toBe(`Bearer ${apiKey}`);
      expect([message.end, JSON.stringify(message)]).toEqual([
        'error',
        expect.not.stringContaining(apiKey),
      ]);
    }
  });

  it('that is away when this one starts is asked as soon as it is there', async () => {
    const { url, close } = await modelServer([says('never')]);
    close();
    const { ask, engine } = await openFront([url]);
    expect(engine.trouble).toMatch(/does not answer/);
    expect((await told(await ask())).error).toMatch(/does not answer/);
  });
});

describe('what a question asks for', () => {
  it('is passed on in the words of the server', async () => {
    const { url, asked } = await modelServer([says('{}')]);
    const { ask } = await openFront([url]);
    const json = { schema: { type: 'object' }, field: 'f', name: 'thing', strict: true };
    await messageOf(
      await ask({
        temperature: 0.5,
        stop: ['\n'],
        maxTokens: 9,
        logitBias: new Map([[5, -1]]),
        json,
      }),
    );
    expect(asked[0]?.body).toMatchObject({
      temperature: 0.5,
      stop: ['\n'],
      max_tokens: 9,
      logit_bias: { 5: -1 },
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'thing', strict: true, schema: { type: 'object' } },
      },
    });
  });

  it('is refused by its name where the server has no word for it', async () => {
    const { url, asked } = await modelServer([says('Hi')]);
    const { ask } = await openFront([url], { format: 'anthropic' });
    await expect(ask({ seed: 1 })).rejects.toThrow(/^seed: .*no such option/);
    expect(asked).toEqual([]);
  });

  it('holds its pictures', async () => {
    const { url, asked } = await modelServer([says('A cat')]);
    const { ask } = await openFront([url]);
    const picture = {
      type: 'file',
      mediaType: 'image/png',
      url: 'data:image/png;base64,AA',
    } as const;
    await messageOf(await ask({ messages: [{ id: 'u', role: 'user', parts: [picture] }] }));
    expect(asked[0]?.body['messages']).toEqual([
      { role: 'user', content: [{ type: 'image_url', image_url: { url: picture.url } }] },
    ]);
  });
});
