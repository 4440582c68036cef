import type { AidLabels } from '../../components/labels/aid-labels.ts';
import { formsOf } from '../forms.ts';

const { number, count } = formsOf('pt-BR');

/** What is said of menus, plans and the context, in Brazilian Portuguese. */
export const aidWords: Omit<AidLabels, 'locale'> = {
  offers: (offered) => count(offered, { one: '# sugestão', other: '# sugestões' }),
  offersLoading: 'Procurando…',
  offersNone: 'Nada encontrado',
  model: 'Modelo',
  chatLoading: 'Carregando as mensagens…',
  context: 'Contexto',
  contextUsed: (used, size) => `${used} de ${size} tokens`,
  contextCost: (cost) => `Custo: ${cost}`,
  plan: 'Plano',
  planDone: (done, all) => `${number(done)} de ${number(all)} concluídos`,
  planState: {
    pending: 'a fazer',
    in_progress: 'em andamento',
    completed: 'concluído',
    failed: 'falhou',
  },
};
