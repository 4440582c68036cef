import type { Scene, Thing } from './read-prompt.ts';

const grounds: Readonly<Record<string, string>> = {
  sea: 'by the sea',
  grass: 'on grass',
  sand: 'on sand',
  snow: 'on snow',
  hills: 'before hills',
  mountains: 'before mountains',
  city: 'before a city',
};
const skies: Readonly<Record<string, string>> = {
  day: 'by day',
  night: 'at night',
  sunset: 'at sunset',
  storm: 'under a grey sky',
};
const weathers: Readonly<Record<string, string>> = {
  clouds: 'with clouds',
  rain: 'in the rain',
  snowfall: 'while it is snowing',
  rainbow: 'with a rainbow',
};
const places: Readonly<Record<string, string>> = {
  left: 'on the left',
  right: 'on the right',
  top: 'at the top',
  bottom: 'at the bottom',
  middle: 'in the middle',
};

/** Says what is drawn, in words of which the same is drawn again. */
export function describeScene({ things, sky = 'paper', ground, weather }: Scene): string {
  const plain = sky.startsWith('plain-') ? `on ${sky.slice('plain-'.length)}` : undefined;
  const paper = sky === 'paper' && ground !== undefined ? 'on plain paper' : undefined;
  const around = [grounds[ground ?? ''], weathers[weather ?? ''], skies[sky] ?? plain ?? paper];
  const what = things.length > 0 ? things.map(nameOf).join(' and ') : 'a view';
  return [what, ...around.filter((words) => words !== undefined)].join(' ');
}

function nameOf({ size, colour, shape, place }: Thing): string {
  const words = [size === 'medium' ? undefined : size, colour, shape].filter(Boolean).join(' ');
  const article = /^[aeiou]/.test(words) ? 'an' : 'a';
  return [`${article} ${words}`, places[place ?? '']].filter(Boolean).join(' ');
}
