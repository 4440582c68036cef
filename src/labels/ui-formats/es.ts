import type { UiFormatLabels } from '../../ui-formats/ui-format-labels.ts';

/** What generated interfaces say by themselves, in Spanish. */
export const uiWords: UiFormatLabels = {
  uiIncomplete: 'No se pudo mostrar una parte de esto.',
  uiShowSource: 'Mostrar el código',
  uiHideSource: 'Ocultar el código',
  uiClose: 'Cerrar',
  uiFilter: 'Filtrar',
  uiCheckEntry: 'Revisa este campo.',
  uiOpen: (host) => `Abrir ${host}`,
};
