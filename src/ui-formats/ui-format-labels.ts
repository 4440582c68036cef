/** What generated interfaces say by themselves; all else in them is the model's. */
export interface UiFormatLabels {
  /** Where a part of an interface could not be shown. */
  readonly uiIncomplete: string;
  /** Shows what the model wrote. */
  readonly uiShowSource: string;
  /** Hides that again. */
  readonly uiHideSource: string;
  /** Closes a dialog. */
  readonly uiClose: string;
  /** The name of the field that narrows a long choice down. */
  readonly uiFilter: string;
  /** What is said of an entry that is not as it should be, where the model does not say it. */
  readonly uiCheckEntry: string;
  /** Opens an address of another site, which it names. */
  readonly uiOpen: (host: string) => string;
}

export const englishUiFormats: UiFormatLabels = {
  uiIncomplete: 'A part of this could not be shown.',
  uiShowSource: 'Show source',
  uiHideSource: 'Hide source',
  uiClose: 'Close',
  uiFilter: 'Filter',
  uiCheckEntry: 'Please check this entry.',
  uiOpen: (host) => `Open ${host}`,
};
