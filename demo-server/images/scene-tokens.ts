import type { PainterManifest } from './painter-manifest.ts';
import type { Scene } from './read-prompt.ts';

/** The model tokens that stand for a scene: one for each slot, the first of its words where nothing is told. */
export function sceneTokens({ slots }: PainterManifest, scene: Scene): number[] {
  const [first, second] = scene.things;
  const told: Readonly<Record<string, string | undefined>> = {
    sky: scene.sky,
    ground: scene.ground,
    weather: scene.weather,
    size: first?.size,
    colour: first?.colour,
    shape: first?.shape,
    place: first?.place,
    size2: second?.size,
    colour2: second?.colour,
    shape2: second?.shape,
    place2: second?.place,
  };
  return Object.entries(slots).map(([slot, words]) => {
    const token = words[told[slot] ?? ''] ?? Object.values(words)[0];
    if (token === undefined) throw new Error(`the painter's slot ${slot} has no words`);
    return token;
  });
}
