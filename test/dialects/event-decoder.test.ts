// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createEventDecoder, type EventDecoder } from '../../src/dialects/event-decoder.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import { encodeSse } from '../../src/protocol/sse.ts';
import { providerSamples } from './provider-samples.ts';

const encoder = new TextEncoder();
const samples = Object.entries(providerSamples).filter(([, { wire }]) =>
  /^(?:data|event)/.test(wire),
);

/** Reads frames by a decoder; those of `told` are passed over, as frames that were told before. */
async function read(
  decoder: EventDecoder,
  frames: readonly string[],
  told: ReadonlySet<string> = new Set(),
): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  for (const frame of await decoder.push(encoder.encode(frames.join('')))) {
    if (!told.has(frame.id ?? '')) events.push(...frame.read());
  }
  return events;
}

async function end(decoder: EventDecoder): Promise<ChatEvent[]> {
  return [...(await decoder.flush())].flatMap((frame) => frame.read());
}

describe('a decoder that continues another', () => {
  it.each(samples)(
    'goes on after every frame as if nothing had been: %s',
    async (_name, sample) => {
      const { wire, format } = sample;
      const frames = wire
        .split(/(?<=\n\n)/)
        .map((frame, seq) => encodeSse({ id: `r:${seq}` }).slice(0, -1) + frame);
      const whole = createEventDecoder({ format });
      const expected = [...(await read(whole, frames)), ...(await end(whole))];
      for (let cut = 1; cut < frames.length; cut++) {
        const first = createEventDecoder({ format });
        const before = await read(first, frames.slice(0, cut));
        const second = createEventDecoder({ format, continues: first.dialect });
        // The last frames come once more, and are not read.
        const told = new Set([`r:${cut - 1}`, `r:${cut - 2}`]);
        const after = await read(second, frames.slice(Math.max(0, cut - 2)), told);
        expect([...before, ...after, ...(await end(second))]).toEqual(expected);
      }
    },
  );
});
