import type { UiFormatLabels } from '../../ui-formats/ui-format-labels.ts';

/** What generated interfaces say by themselves, in French. */
export const uiWords: UiFormatLabels = {
  uiIncomplete: 'Une partie n’a pas pu être affichée.',
  uiShowSource: 'Afficher la source',
  uiHideSource: 'Masquer la source',
  uiClose: 'Fermer',
  uiFilter: 'Filtrer',
  uiCheckEntry: 'Vérifiez cette saisie.',
  uiOpen: (host) => `Ouvrir ${host}`,
};
