// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { collectMessage } from '../../src/dialects/collect-message.ts';
import { decodeEvents } from '../../src/dialects/decode-events.ts';
import { collect } from '../../src/testing/collect.ts';
import { factsOf } from './message-facts.ts';
import told from './fixtures/told.json' with { type: 'json' };

// Streams of foreign servers (test/peers/record.ts), and what these were told to say.
const folder = fileURLToPath(new URL('fixtures/', import.meta.url));
const recorded = Object.entries(told).map(([name, facts]) => ({
  name,
  facts,
  bytes: new Uint8Array(readFileSync(`${folder}${name}.txt`)),
}));

async function* cut(bytes: Uint8Array, place = bytes.length): AsyncGenerator<Uint8Array> {
  yield bytes.subarray(0, place);
  yield bytes.subarray(place);
}

describe('the recorded stream', () => {
  it('is one of those that are told', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.txt'));
    expect(files.sort()).toEqual(recorded.map(({ name }) => `${name}.txt`).sort());
  });

  it.each(recorded)('$name is read exactly', async ({ bytes, facts }) => {
    const message = await collectMessage(decodeEvents(cut(bytes)));
    expect(factsOf(message)).toEqual(facts);
    expect(message.end).toBe('complete');
  });

  it.each(recorded)('$name gives the same events cut at any byte', async ({ bytes }) => {
    // Compared as text: a deep comparison would take most of the time.
    const whole = JSON.stringify(await collect(decodeEvents(cut(bytes))));
    for (let place = 1; place < bytes.length; place++) {
      expect(JSON.stringify(await collect(decodeEvents(cut(bytes, place))))).toBe(whole);
    }
  });

  it.each(recorded)('$name is never whole before its end', async ({ bytes, facts }) => {
    const half = collectMessage(decodeEvents(cut(bytes.subarray(0, bytes.length >> 1))));
    const { end, ...message } = await half;
    expect(end).toBe('truncated');
    expect(facts.text.startsWith(factsOf({ ...message }).text)).toBe(true);
  });
});
