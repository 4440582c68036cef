// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectMessage } from '../../src/dialects/collect-message.ts';
import { decodeEvents, type DecodeEventsOptions } from '../../src/dialects/decode-events.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import { toolName, type ChatMessage } from '../../src/protocol/chat-message.ts';
import { messageText } from '../../src/protocol/message-text.ts';
import { collect } from '../../src/testing/collect.ts';
import { cutBytes } from '../../src/testing/faulty-bytes.ts';
import { providerSamples, type ProviderSample } from './provider-samples.ts';
import { frames } from './wire-samples.ts';

const encoder = new TextEncoder();

async function* chunksOf(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const places = [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b)];
  for (const [index, place] of [0, ...places].entries()) {
    yield bytes.subarray(place, places[index] ?? bytes.length);
  }
}

async function* bytesOf(text: string, size = 1e6): AsyncGenerator<Uint8Array> {
  yield* cutBytes(text, size);
}

function decode(text: string, options?: DecodeEventsOptions, size?: number): Promise<ChatEvent[]> {
  return collect(decodeEvents(bytesOf(text, size), options));
}

function message(text: string, options?: DecodeEventsOptions, size?: number): Promise<ChatMessage> {
  return collectMessage(decodeEvents(bytesOf(text, size), options));
}

function reasoningOf({ parts }: ChatMessage): string {
  return parts.map((part) => (part.type === 'reasoning' ? part.text : '')).join('');
}

function toolsOf({ parts }: ChatMessage): (readonly [string, unknown])[] {
  return parts.flatMap((part) =>
    'toolCallId' in part ? [[toolName(part), part.input] as const] : [],
  );
}

const samples = Object.entries(providerSamples);
const isSse = ({ wire }: ProviderSample): boolean => /^(?:data|event|:)/.test(wire);

describe('every format', () => {
  it.each(samples)('is read exactly: %s', async (_name, sample) => {
    const answer = await message(sample.wire);
    expect(messageText(answer)).toBe(sample.text ?? '');
    expect(reasoningOf(answer)).toBe(sample.reasoning ?? '');
    expect(toolsOf(answer)).toEqual(sample.tools ?? []);
    expect(answer.end).toBe('complete');
    expect(answer.metadata?.finishReason).toBe(sample.finishReason);
    expect(answer.metadata?.usage).toEqual(sample.usage);
  });

  it.each(samples)('is detected as what it is: %s', async (_name, { wire, format }) => {
    expect(await decode(wire)).toEqual(await decode(wire, { format }));
  });

  it.each(samples)('gives the same events however its bytes are cut: %s', async (_name, sample) => {
    const bytes = encoder.encode(sample.wire);
    const whole = await decode(sample.wire);
    expect(await decode(sample.wire, {}, 1)).toEqual(whole);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { maxLength: 8 }), async (cuts) => {
        expect(await collect(decodeEvents(chunksOf(bytes, cuts)))).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });

  it.each(samples)('is truncated without its end marker: %s', async (_name, { wire, end }) => {
    expect(wire.endsWith(end)).toBe(true);
    const cut = wire.slice(0, -end.length);
    // OpenAI's stream is whole with a reason and no [DONE] too.
    const isWhole = end.includes('[DONE]') && /"finish_reason":"/.test(cut);
    expect(await message(cut)).toMatchObject({ end: isWhole ? 'complete' : 'truncated' });
  });

  it.each(samples)('is never whole when it is cut before its end: %s', async (_name, sample) => {
    const last = sample.wire.length - sample.end.length;
    for (let place = 1; place < last; place += 41) {
      const answer = await message(sample.wire.slice(0, place), { format: sample.format });
      if (/"finish_reason":"|RUN_FINISHED"/.test(sample.wire.slice(0, place))) continue;
      expect(answer.end).toBe('truncated');
      // What the model had already written stays, so a cut answer begins like the whole one. A
      // closing tag that is cut off is not in it.
      expect(sample.text ?? '').toContain(messageText(answer));
    }
  });

  it.each(samples.filter(([, sample]) => isSse(sample)))(
    'passes over an event that it does not know: %s',
    async (_name, { wire, format }) => {
      const cut = wire.indexOf('\n\n') + 2;
      const alien = frames({ type: 'x-unheard-of', object: 'x' });
      const answer = await message(wire.slice(0, cut) + alien + wire.slice(cut), { format });
      expect(answer).toEqual(await message(wire, { format }));
    },
  );

  it.each(samples)('refuses a broken event once: %s', async (_name, { wire, format }) => {
    const isLines = format === 'data-stream' || wire.startsWith('{"');
    const cut = wire.indexOf(isLines ? '\n' : '\n\n') + (isLines ? 1 : 2);
    if (wire.startsWith('[')) return;
    const broken = isSse({ wire } as ProviderSample) ? 'data: {"oh\n\n' : '0:{"oh\n';
    const before: ChatEvent[] = [];
    const reading = (async () => {
      for await (const event of decodeEvents(
        bytesOf(wire.slice(0, cut) + broken + wire.slice(cut)),
      )) {
        before.push(event);
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'protocol', retryable: false });
    expect(before).toEqual((await decode(wire)).slice(0, before.length));
  });

  it.each(samples.filter(([, sample]) => isSse(sample)))(
    'ends with an error that a gateway writes into it: %s',
    async (_name, { wire, format }) => {
      const cut = wire.indexOf('\n\n') + 2;
      for (const error of [
        frames({ error: { message: 'Busy.', code: 503 } }),
        'event: error\ndata: {"message":"Busy."}\n\n',
      ]) {
        const answer = await message(wire.slice(0, cut) + error, { format });
        expect(answer).toMatchObject({ end: 'error', error: { message: 'Busy.' } });
      }
    },
  );
});

const piece = (content: string): object => ({ choices: [{ index: 0, delta: { content } }] });

describe('the reasoning of a local model', () => {
  const wire = frames(piece('Hm'), piece('.</th'), piece('ink>Yes'), '[DONE]');

  it('is taken back from the text when its opening tag is missing', async () => {
    const answer = await message(wire);
    expect([reasoningOf(answer), messageText(answer)]).toEqual(['Hm.', 'Yes']);
    expect((await decode(wire)).map(({ type }) => type)).toContain('reset-step');
  });

  it('is reasoning from the first when it is known to be open', async () => {
    const answer = await message(wire, { reasoning: 'open' });
    expect([reasoningOf(answer), messageText(answer)]).toEqual(['Hm.', 'Yes']);
    const types = (await decode(wire, { reasoning: 'open' })).map(({ type }) => type);
    expect(types).not.toContain('reset-step');
  });

  it('stays in the text when it is told so', async () => {
    expect(messageText(await message(wire, { reasoning: 'none' }))).toBe('Hm.</think>Yes');
  });

  it('is not looked for in the text once the server tells it apart', async () => {
    const told = frames(
      { choices: [{ delta: { reasoning_content: 'Hm' } }] },
      piece('The tag </think> ends it.'),
      '[DONE]',
    );
    expect(messageText(await message(told))).toBe('The tag </think> ends it.');
  });

  it('is found in plain text when it is asked for', async () => {
    const answer = await message('<think>Hm</think>Yes', { format: 'text', reasoning: 'tags' }, 3);
    expect([reasoningOf(answer), messageText(answer)]).toEqual(['Hm', 'Yes']);
  });
});

describe('an answer that is not streamed', () => {
  it.each([
    [
      {
        object: 'chat.completion',
        id: 'c',
        choices: [
          { index: 0, message: { role: 'assistant', content: 'Yes' }, finish_reason: 'stop' },
        ],
      },
    ],
    [{ object: 'text_completion', choices: [{ text: 'Yes', finish_reason: 'stop' }] }],
    [
      {
        object: 'response',
        id: 'r',
        status: 'completed',
        output: [{ type: 'message', content: [{ type: 'output_text', text: 'Yes' }] }],
      },
    ],
    [
      {
        type: 'message',
        id: 'm',
        content: [{ type: 'text', text: 'Yes' }],
        stop_reason: 'end_turn',
      },
    ],
    [{ candidates: [{ content: { parts: [{ text: 'Yes' }] }, finishReason: 'STOP' }] }],
    [{ model: 'm', message: { role: 'assistant', content: 'Yes' }, done: true }],
    [
      {
        id: 'c',
        finish_reason: 'COMPLETE',
        message: { role: 'assistant', content: [{ type: 'text', text: 'Yes' }] },
      },
    ],
    [{ index: 0, content: 'Yes', stop: true, stop_type: 'eos' }],
  ])('makes one message of %j', async (body) => {
    const answer = await message(JSON.stringify(body, null, 2), {
      contentType: 'application/json; charset=utf-8',
    });
    expect(answer).toMatchObject({ end: 'complete', metadata: { finishReason: 'stop' } });
    expect(messageText(answer)).toBe('Yes');
  });
});
