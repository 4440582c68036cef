import type { UiFormatLabels } from '../../ui-formats/ui-format-labels.ts';

/** What generated interfaces say by themselves, in Hindi. */
export const uiWords: UiFormatLabels = {
  uiIncomplete: 'इसका एक हिस्सा नहीं दिखाया जा सका।',
  uiShowSource: 'स्रोत दिखाएँ',
  uiHideSource: 'स्रोत छिपाएँ',
  uiClose: 'बंद करें',
  uiFilter: 'छाँटें',
  uiCheckEntry: 'कृपया यह प्रविष्टि जाँचें।',
  uiOpen: (host) => `${host} खोलें`,
};
