import type { AidLabels } from '../../components/labels/aid-labels.ts';
import { formsOf } from '../forms.ts';

const { number, count } = formsOf('de');

/** What is said of menus, plans and the context, in German. */
export const aidWords: Omit<AidLabels, 'locale'> = {
  offers: (offered) => count(offered, { one: '# Vorschlag', other: '# Vorschläge' }),
  offersLoading: 'Sucht …',
  offersNone: 'Nichts gefunden',
  model: 'Modell',
  chatLoading: 'Nachrichten werden geladen …',
  context: 'Kontext',
  contextUsed: (used, size) => `${used} von ${size} Token`,
  contextCost: (cost) => `Kosten: ${cost}`,
  plan: 'Plan',
  planDone: (done, all) => `${number(done)} von ${number(all)} erledigt`,
  planState: {
    pending: 'offen',
    in_progress: 'in Arbeit',
    completed: 'erledigt',
    failed: 'gescheitert',
  },
};
