import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { leastPauseMs, PacedSpeech } from '../../src/components/announcer/paced-speech.ts';
import { manualClock } from '../../src/testing/manual-clock.ts';

function listen() {
  const clock = manualClock();
  const heard: { readonly at: number; readonly words: string }[] = [];
  const speech = new PacedSpeech((words) => heard.push({ at: clock.now(), words }), clock);
  return { clock, heard, speech };
}

const pieces = fc.array(
  fc.record({ word: fc.stringMatching(/^[a-z]{1,8}$/), wait: fc.nat(3000), isGo: fc.boolean() }),
  { maxLength: 20 },
);

it('says everything once, in its order, with a pause between', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, async (said) => {
      const { clock, heard, speech } = listen();
      for (const { word, wait, isGo } of said) {
        speech.say(`${word}.`);
        if (isGo) speech.go();
        // oxlint-disable-next-line no-await-in-loop -- time passes
        await clock.advance(wait);
      }
      speech.go();
      await clock.advance(leastPauseMs);
      expect(heard.map(({ words }) => words).join(' ')).toBe(
        said.map(({ word }) => `${word}.`).join(' '),
      );
      for (const [index, { at }] of heard.entries()) {
        const before = heard[index - 1]?.at ?? Number.NEGATIVE_INFINITY;
        expect(at - before).toBeGreaterThanOrEqual(leastPauseMs);
      }
      expect(clock.pending).toBe(0);
    }),
  );
});

it('says of what may change only what has lasted, and nothing that was taken back', async () => {
  const { clock, heard, speech } = listen();
  speech.sayIfLasting('a', 'Searching');
  speech.sayIfLasting('b', 'Reading');
  speech.go();
  await clock.advance(leastPauseMs / 2);
  speech.drop('b');
  await clock.advance(leastPauseMs);
  expect(heard).toEqual([{ at: leastPauseMs, words: 'Searching' }]);
  speech.sayIfLasting('c', 'Writing');
  speech.drop();
  speech.go();
  expect(clock.pending).toBe(0);
});

it('says nothing more by itself once it rests', async () => {
  const { clock, heard, speech } = listen();
  speech.say('One.');
  speech.go();
  speech.say('Two.');
  speech.go();
  speech.rest();
  await clock.advance(2 * leastPauseMs);
  expect(heard).toHaveLength(1);
});
