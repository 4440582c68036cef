// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { findEntities } from '../../../demo-server/analysis/small/find-entities.ts';
import { summarise } from '../../../demo-server/analysis/small/summarise.ts';
import { readText } from '../../../demo-server/analysis/small/wink.ts';

const entitiesOf = (text: string) => findEntities(text, readText(text));
const named = (text: string) =>
  entitiesOf(text).map(({ text: name, label }) => `${name}: ${label}`);

const letter =
  'On 7 June 2022 Dr. Ingrid Halvorsen of Siemens flew from Oslo to Nairobi. She paid $1,200 to Kenya Airways, 15% more than before; “Wanjiru Kamau” of the University of Nairobi wrote to her at ingrid@example.com. They met Volvo, Scania and Bosch at 9:30 am in Mombasa.';

describe('names and figures in a text', () => {
  it('are found, each with its kind', () => {
    const found = named(letter);
    expect(found).toEqual(
      expect.arrayContaining([
        '7 June 2022: date',
        'Dr. Ingrid Halvorsen: person',
        'Siemens: organisation',
        'Oslo: place',
        'Nairobi: place',
        '$1,200: money',
        'Kenya Airways: organisation',
        '15%: percent',
        'ingrid@example.com: email',
        'Volvo: organisation',
        'Bosch: organisation',
        '9:30 am: time',
        'Mombasa: place',
      ]),
    );
  });

  it('stand where they say, in their order, and none overlaps another', () => {
    const texts = [
      letter,
      `  \n\n${letter}\t${letter}`,
      'It’s Zoë’s, can’t be Anna’s: “Marek” — of Brno… paid €3.5 million?!',
      '🙂 Lima 🙂🙂 Quito,Bogotá;Sucre',
    ];
    for (const text of texts) {
      let at = 0;
      for (const { text: name, start, end } of entitiesOf(text)) {
        expect(text.slice(start, end)).toBe(name);
        expect(start).toBeGreaterThanOrEqual(at);
        expect(name.trim()).not.toBe('');
        at = end;
      }
      expect(at).toBeGreaterThan(0);
    }
  });

  it('are cut at commas', () => {
    expect(named('Nestlé, Unilever, and Danone sell yoghurt in Lyon, France.')).toEqual([
      'Nestlé: organisation',
      'Unilever: organisation',
      'Danone: organisation',
      'Lyon: place',
      'France: place',
    ]);
  });

  it('are not the first words of sentences', () => {
    expect(entitiesOf('Farmers sow. Wheat grows. Then they reap. Bread is baked.')).toEqual([]);
  });

  it('leave out the ’s of their owners, and keep the full stop of what is shortened', () => {
    expect(named("We met at Nelson Mandela's house.")).toEqual(['Nelson Mandela: person']);
    expect(named('It went to Harbour Corp. on Monday.')).toContain('Harbour Corp.: organisation');
  });
});

const essay =
  'Lighthouses guide ships along a coast at night. The first lighthouses were open fires on hills. Later towers of stone carried lamps that burned oil. A lens of glass rings, invented by Fresnel, made the light of such lamps visible for thirty kilometres. Keepers lived in the towers and trimmed the lamps. Today the lamps of most lighthouses are electric and no keepers live there. My aunt collects stamps.';

describe('a summary', () => {
  const { sentences } = readText(essay);
  const { text, compressionRatio } = summarise(essay, sentences);

  it('is of the text’s own sentences, in their order, and shorter', () => {
    const kept = readText(text).sentences.map(({ start, end }) => text.slice(start, end));
    const places = kept.map((sentence) => essay.indexOf(sentence));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(text.length).toBeLessThan(essay.length * 0.6);
    expect(compressionRatio).toBeCloseTo(text.length / essay.length, 10);
  });

  it('leaves out what has nothing to do with the rest', () => {
    expect(text).not.toContain('stamps');
    expect(text).toContain('lamps');
  });

  it('of one sentence is that sentence', () => {
    const one = 'A single sentence stands here.';
    expect(summarise(one, readText(one).sentences).text).toBe(one);
  });
});
