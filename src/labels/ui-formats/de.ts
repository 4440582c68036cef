import type { UiFormatLabels } from '../../ui-formats/ui-format-labels.ts';

/** What generated interfaces say by themselves, in German. */
export const uiWords: UiFormatLabels = {
  uiIncomplete: 'Ein Teil davon kann nicht gezeigt werden.',
  uiShowSource: 'Quelltext zeigen',
  uiHideSource: 'Quelltext verbergen',
  uiClose: 'Schließen',
  uiFilter: 'Filtern',
  uiCheckEntry: 'Bitte diese Eingabe prüfen.',
  uiOpen: (host) => `${host} öffnen`,
};
