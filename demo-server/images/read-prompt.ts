import { meaningOf, usualColours, type Meaning } from './prompt-words.ts';

/** One object of a picture, in the model's words. */
export interface Thing {
  size?: string;
  colour?: string;
  readonly shape: string;
  place?: string;
}

/** A prompt as the painter takes it. */
export interface Scene {
  sky?: string;
  ground?: string;
  weather?: string;
  readonly things: Thing[];
  /** Words that nothing is made of, each once. */
  readonly unknown: string[];
  /** Whether nothing of the prompt is known. */
  isEmpty: boolean;
}

/** What stands before a thing and is about it. */
interface Pending {
  colour?: string;
  size?: string;
  isTwo?: boolean;
  /** How the thing that comes stands to the one before it. */
  relation?: 'above' | 'below';
}

const most = 2;
const opposite: Readonly<Record<string, string>> = {
  left: 'right',
  right: 'left',
  top: 'bottom',
  bottom: 'top',
};
/** What the sky is at a time of day whose colours are told of it. */
const skyColours: Readonly<Record<string, string>> = {
  blue: 'day',
  black: 'night',
  navy: 'night',
  grey: 'storm',
};

/** Reads an English prompt: what it knows of it, and the words that it does not. */
export function readPrompt(prompt: string): Scene {
  const scene: Scene = { things: [], unknown: [], isEmpty: false };
  let pending: Pending = {};
  for (const { text, meaning } of wordsOf(prompt)) {
    if (meaning) pending = take(scene, pending, meaning, text);
    else if (!scene.unknown.includes(text)) scene.unknown.push(text);
  }
  finish(scene, pending);
  return scene;
}

function* wordsOf(prompt: string): Generator<{ text: string; meaning: Meaning | undefined }> {
  const words = prompt.toLowerCase().match(/\p{L}+|\d+/gu) ?? [];
  for (let i = 0; i < words.length; i++) {
    const [word = '', next = ''] = [words[i], words[i + 1]];
    const both = meaningOf(`${word}_${next}`);
    if (both) i++;
    yield { text: word, meaning: both ?? meaningOf(word) };
  }
}

/** Takes one word, and returns what still waits for its thing. */
function take(scene: Scene, pending: Pending, { kind, word }: Meaning, text: string): Pending {
  const last = scene.things.at(-1);
  switch (kind) {
    case 'colour':
    case 'size':
      return { ...pending, [kind]: word };
    case 'count':
      return { ...pending, isTwo: true };
    case 'above':
    case 'below':
      return { ...pending, relation: kind };
    case 'shape':
      return takeThing(scene, pending, word, text);
    case 'place':
      if (last) last.place ??= word;
      return pending;
    case 'background':
      if (pending.colour) scene.sky ??= skyOf(text, pending.colour);
      else if (text === 'paper') scene.sky ??= text;
      return {};
    case 'filler':
      return pending;
    default:
      scene[kind] ??= word;
      // A blue sea is the sea, and what was told of it is of no thing.
      return {};
  }
}

function skyOf(text: string, colour: string): string {
  if (text !== 'sky') return `plain-${colour}`;
  return (
    skyColours[colour] ??
    (/^(?:red|orange|pink|purple)$/.test(colour) ? 'sunset' : `plain-${colour}`)
  );
}

function takeThing(scene: Scene, pending: Pending, shape: string, text: string): Pending {
  const { colour, size, isTwo, relation } = pending;
  const last = scene.things.at(-1);
  if (scene.things.length === most) {
    if (!scene.unknown.includes(text)) scene.unknown.push(text);
    return {};
  }
  const thing: Thing = { shape, ...(colour && { colour }), ...(size && { size }) };
  if (last && relation) {
    last.place ??= relation === 'above' ? 'top' : 'bottom';
    thing.place = opposite[last.place] ?? 'middle';
  }
  scene.things.push(thing);
  if (isTwo && scene.things.length < most) scene.things.push({ ...thing });
  return {};
}

/** Settles what was left open: colours behind their things, places, and a sky that goes with them. */
function finish(scene: Scene, { colour, size }: Pending): void {
  const { things } = scene;
  if (colour !== undefined) {
    const bare = things.findLast((thing) => thing.colour === undefined);
    if (bare) bare.colour = colour;
    else if (things.length > 0) scene.sky ??= `plain-${colour}`;
    else if (!scene.ground && !scene.weather) things.push({ shape: 'circle', colour });
    else scene.sky ??= `plain-${colour}`;
  }
  scene.isEmpty =
    things.length === 0 &&
    [scene.sky, scene.ground, scene.weather].every((word) => word === undefined);
  const [first, second] = things;
  if (size !== undefined && first) first.size ??= size;
  if (first && second) {
    first.place ??= opposite[second.place ?? 'right'] ?? 'left';
    second.place ??= opposite[first.place] ?? 'right';
  }
  scene.sky ??= usualSky(scene);
  for (const thing of things) thing.colour ??= usualColours[thing.shape] ?? 'red';
}

function usualSky({ things, ground, weather }: Scene): string {
  if (things.some(({ shape }) => shape === 'moon')) return 'night';
  if (weather === 'rain') return 'storm';
  const isOutside = ground !== undefined || weather !== undefined;
  return isOutside || things.some(({ shape }) => shape === 'sun') ? 'day' : 'paper';
}
