import type { AidLabels } from '../../components/labels/aid-labels.ts';
import { formsOf } from '../forms.ts';

const { number, count } = formsOf('fr');

/** What is said of menus, plans and the context, in French. */
export const aidWords: Omit<AidLabels, 'locale'> = {
  offers: (offered) => count(offered, { one: '# proposition', other: '# propositions' }),
  offersLoading: 'Recherche…',
  offersNone: 'Rien trouvé',
  model: 'Modèle',
  chatLoading: 'Chargement des messages…',
  context: 'Contexte',
  contextUsed: (used, size) => `${used} sur ${size} jetons`,
  contextCost: (cost) => `Coût : ${cost}`,
  plan: 'Plan',
  planDone: (done, all) => `${number(done)} sur ${number(all)} terminés`,
  planState: {
    pending: 'à faire',
    in_progress: 'en cours',
    completed: 'terminé',
    failed: 'échoué',
  },
};
