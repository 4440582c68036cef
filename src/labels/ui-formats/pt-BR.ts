import type { UiFormatLabels } from '../../ui-formats/ui-format-labels.ts';

/** What generated interfaces say by themselves, in Brazilian Portuguese. */
export const uiWords: UiFormatLabels = {
  uiIncomplete: 'Não foi possível mostrar uma parte disto.',
  uiShowSource: 'Mostrar o código',
  uiHideSource: 'Ocultar o código',
  uiClose: 'Fechar',
  uiFilter: 'Filtrar',
  uiCheckEntry: 'Verifique este campo.',
  uiOpen: (host) => `Abrir ${host}`,
};
