/** The kinds of words of a prompt; `background` is what a colour may be told of beside things, `link` and `filler` paint nothing. */
export type WordKind =
  | 'colour'
  | 'size'
  | 'shape'
  | 'place'
  | 'sky'
  | 'ground'
  | 'weather'
  | 'count'
  | 'background'
  | 'above'
  | 'below'
  | 'filler';

/** What a word means: a word of the model's vocabulary. */
export interface Meaning {
  readonly kind: WordKind;
  readonly word: string;
}

/** The model's words, each with other words for it; two words that belong together are joined by `_`. */
const vocabulary: Readonly<Record<WordKind, Readonly<Record<string, string>>>> = {
  colour: {
    red: 'crimson scarlet ruby cherry',
    orange: 'amber tangerine',
    yellow: 'golden gold lemon blond',
    lime: 'light_green bright_green chartreuse',
    green: 'emerald olive dark_green',
    teal: 'turquoise cyan aqua mint',
    blue: 'azure cobalt light_blue sky_blue',
    navy: 'dark_blue indigo midnight_blue',
    purple: 'violet lilac lavender magenta',
    pink: 'rose salmon peach',
    brown: 'chestnut bronze wooden chocolate tan',
    black: 'dark ebony jet',
    white: 'ivory pale snowy_white',
    grey: 'gray silver stone ashen',
  },
  size: {
    small: 'little tiny wee mini',
    big: 'large huge giant great tall enormous massive',
    medium: 'normal middle_sized',
  },
  shape: {
    circle: 'disc disk dot ball sphere round orb',
    square: 'box block cube rectangle',
    triangle: 'pyramid',
    star: '',
    heart: 'love valentine',
    sun: 'sunshine',
    moon: 'crescent',
    cloud: '',
    fish: 'goldfish shark',
    balloon: 'air_balloon',
    apple: 'fruit',
    rocket: 'spaceship spacecraft missile',
    tree: 'oak',
    pine: 'fir spruce christmas_tree conifer pine_tree fir_tree',
    house: 'home cottage hut cabin barn',
    boat: 'ship sailboat sailing_boat yacht vessel',
    flower: 'blossom tulip daisy sunflower poppy',
    mushroom: 'toadstool fungus',
    car: 'auto automobile taxi vehicle',
    cat: 'kitten kitty',
  },
  place: {
    left: 'left_side',
    right: 'right_side',
    top: 'upper high',
    bottom: 'lower low',
    middle: 'centre center',
  },
  sky: {
    day: 'daytime daylight noon midday morning sunny bright',
    night: 'nighttime midnight starry moonlit dark_sky stars space',
    sunset: 'sunrise dusk dawn evening twilight',
    storm: 'stormy thunderstorm gloomy overcast',
  },
  ground: {
    sea: 'ocean water lake waves river shore',
    grass: 'meadow field lawn garden park pasture',
    sand: 'beach desert dune dunes',
    snow: 'snowy ice icy winter',
    hills: 'hill countryside landscape valley forest',
    mountains: 'mountain peaks alps peak',
    city: 'town skyline skyscrapers street downtown village',
  },
  weather: {
    clouds: 'cloudy',
    rain: 'rainy raining shower',
    snowfall: 'snowing snowflakes blizzard',
    rainbow: '',
    clear: 'cloudless',
  },
  count: { two: '2 pair couple both' },
  background: { background: 'backdrop wall paper canvas sky' },
  above: { above: 'over atop' },
  below: { below: 'under beneath underneath' },
  filler: {
    a: `an the and of in on at by with to is are that it its this these there some my his her their near beside next behind before from into as i see side
      around against draw paint make show generate create me us please picture image painting drawing photo pixel art scene style beautiful nice pretty cute
      lovely simple view plain corner coloured colored colour color during while very one single shining flying standing swimming sailing growing floating out`,
  },
};

const meanings = new Map<string, Meaning>();
for (const [kind, words] of Object.entries(vocabulary) as [WordKind, Record<string, string>][]) {
  for (const [word, others] of Object.entries(words)) {
    for (const name of [word, ...others.split(/\s+/)]) {
      if (name !== '' && !meanings.has(name)) meanings.set(name, { kind, word });
    }
  }
}

/** What a word means, or two of them joined by `_`, in the singular or plural. */
export function meaningOf(word: string): Meaning | undefined {
  const stems = [word, word.replace(/s$/, ''), word.replace(/es$/, ''), word.replace(/ies$/, 'y')];
  for (const stem of stems) {
    const meaning = meanings.get(stem);
    if (meaning) return meaning;
  }
  return undefined;
}

/** The colours of things whose colour is not told. */
export const usualColours: Readonly<Record<string, string>> = {
  circle: 'red',
  square: 'blue',
  triangle: 'green',
  star: 'yellow',
  heart: 'red',
  sun: 'yellow',
  moon: 'yellow',
  cloud: 'white',
  fish: 'orange',
  balloon: 'red',
  apple: 'red',
  rocket: 'red',
  tree: 'green',
  pine: 'green',
  house: 'red',
  boat: 'red',
  flower: 'pink',
  mushroom: 'red',
  car: 'blue',
  cat: 'orange',
};
