import type { AidLabels } from '../../components/labels/aid-labels.ts';
import { formsOf } from '../forms.ts';

const { number, count } = formsOf('es');

/** What is said of menus, plans and the context, in Spanish. */
export const aidWords: Omit<AidLabels, 'locale'> = {
  offers: (offered) => count(offered, { one: '# sugerencia', other: '# sugerencias' }),
  offersLoading: 'Buscando…',
  offersNone: 'No se encontró nada',
  model: 'Modelo',
  chatLoading: 'Cargando los mensajes…',
  context: 'Contexto',
  contextUsed: (used, size) => `${used} de ${size} tokens`,
  contextCost: (cost) => `Coste: ${cost}`,
  plan: 'Plan',
  planDone: (done, all) => `${number(done)} de ${number(all)} hechos`,
  planState: {
    pending: 'pendiente',
    in_progress: 'en curso',
    completed: 'hecho',
    failed: 'fallido',
  },
};
