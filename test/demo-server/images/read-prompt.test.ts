// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { describeScene } from '../../../demo-server/images/describe-scene.ts';
import { readPrompt } from '../../../demo-server/images/read-prompt.ts';

const understood = (prompt: string) => describeScene(readPrompt(prompt));

describe('reading a prompt', () => {
  it.each([
    ['a red sun over the sea', 'a red sun by the sea by day'],
    ['Draw me a CRIMSON disc, please!', 'a red circle'],
    ['a circle that is red', 'a red circle'],
    ['a house in red', 'a red house'],
    ['two small boats', 'a small red boat on the left and a small red boat on the right'],
    ['a ball on the right and a box', 'a red circle on the right and a blue square on the left'],
    ['a moon above a house', 'a yellow moon at the top and a red house at the bottom at night'],
    ['a dark blue car at dusk', 'a navy car at sunset'],
    ['a yellow star on a black background', 'a yellow star on black'],
    [
      'a fir tree in the snow while it is snowing',
      'a green pine on snow while it is snowing by day',
    ],
    ['the blue sea', 'a view by the sea by day'],
  ])('takes “%s” for %s', (prompt, words) => {
    expect(understood(prompt)).toBe(words);
  });

  it('does not give the colour of a place to a thing', () => {
    expect(understood('a cat on green grass')).toBe('an orange cat on grass by day');
  });

  it('tells the words that it leaves out, each once', () => {
    const scene = readPrompt('a purple elephant and another elephant by the sea');
    expect(scene.unknown).toEqual(['elephant', 'another']);
    expect(scene.isEmpty).toBe(false);
    expect(readPrompt('quarterly revenue forecast').isEmpty).toBe(true);
  });

  it('paints two things, and names the third among the words that it leaves out', () => {
    const scene = readPrompt('a star, a heart and a rocket');
    expect(scene.things.map(({ shape }) => shape)).toEqual(['star', 'heart']);
    expect(scene.unknown).toEqual(['rocket']);
  });
});
