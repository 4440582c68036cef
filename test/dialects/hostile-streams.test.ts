// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEvents, type DecodeEventsOptions } from '../../src/dialects/decode-events.ts';
import { ChatError } from '../../src/protocol/chat-error.ts';
import { isTerminalEvent, type ChatEvent } from '../../src/protocol/chat-event.ts';
import { providerSamples } from './provider-samples.ts';

const samples = Object.values(providerSamples);

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** Decodes what it can; anything but a `ChatError` of code `protocol` is thrown on. */
async function decode(wire: string, options: DecodeEventsOptions): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  try {
    for await (const event of decodeEvents(bytesOf(wire), options)) events.push(event);
  } catch (error) {
    if (!(error instanceof ChatError) || error.code !== 'protocol') throw error;
  }
  return events;
}

/** Says what is wrong with the order of events: parts that are not opened, left open or ended twice. */
function disorderOf(events: readonly ChatEvent[]): string[] {
  const open = new Set<string>();
  const calls = new Set<string>();
  const found: string[] = [];
  for (const [index, event] of events.entries()) {
    const [, kind = '', step = ''] = /^(text|reasoning)-(start|delta|end)$/.exec(event.type) ?? [];
    const part = 'id' in event ? `${kind} ${event.id}` : '';
    if (step === 'start' ? open.has(part) : step && !open.has(part)) found.push(event.type);
    if (step === 'start') open.add(part);
    if (step === 'end' || event.type === 'reset-step') open.delete(part);
    if (event.type === 'reset-step') open.clear();
    if (event.type === 'tool-input-start') calls.add(event.toolCallId);
    if (event.type === 'tool-input-delta' && !calls.has(event.toolCallId)) found.push(event.type);
    if (isTerminalEvent(event) && index < events.length - 1) found.push(event.type);
    if (event.type === 'finish' && open.size > 0) found.push(`open: ${[...open].join()}`);
    // What a server told before its answer is no part of it.
    const isBegun = events.slice(0, index).some(({ type }) => !type.startsWith('data-'));
    if (event.type === 'start' && isBegun) found.push('late start');
  }
  return found;
}

// Puts another value in the place of one inside decoded JSON, which the numbers choose.
function mutate(value: unknown, path: readonly number[], other: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined || typeof value !== 'object' || value === null) return other;
  const entries = Object.entries(value);
  if (entries.length === 0) return other;
  const at = first % entries.length;
  const changed = entries.map(([key, inner], index) =>
    index === at ? ([key, mutate(inner, rest, other)] as const) : ([key, inner] as const),
  );
  return Array.isArray(value) ? changed.map(([, inner]) => inner) : Object.fromEntries(changed);
}

describe('every format', () => {
  it('sets borders around each part, and one end at the end', async () => {
    for (const { wire } of samples) {
      const events = await decode(wire, {});
      expect(events.length).toBeGreaterThan(1);
      expect(disorderOf(events)).toEqual([]);
    }
  });

  it('survives any value in any place, in good order', async () => {
    const sse = samples.filter(({ wire }) => wire.includes('data: {'));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sse),
        fc.nat(),
        fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }),
        fc.jsonValue({ maxDepth: 2 }),
        fc.boolean(),
        async ({ wire, format }, place, path, other, isForced) => {
          const frames = wire.split('\n\n');
          const at = place % frames.length;
          frames[at] = (frames[at] ?? '').replace(
            /data: (\{.*)/,
            (_all, json: string) =>
              `data: ${JSON.stringify(mutate(JSON.parse(json), path, other))}`,
          );
          const events = await decode(frames.join('\n\n'), isForced ? { format } : {});
          expect(disorderOf(events)).toEqual([]);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('survives broken bytes, in good order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...samples),
        fc.nat(),
        fc.nat(12),
        fc.string({ unit: fc.constantFrom('"', '{', '}', '\n', '[', ':', ',', 'a', '<', '\\') }),
        async ({ wire, format }, place, length, other) => {
          const at = place % wire.length;
          const broken = wire.slice(0, at) + other + wire.slice(at + length);
          for (const options of [{}, { format }]) {
            expect(disorderOf(await decode(broken, options))).toEqual([]);
          }
        },
      ),
      { numRuns: 800 },
    );
  });
});
