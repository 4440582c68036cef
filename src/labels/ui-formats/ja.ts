import type { UiFormatLabels } from '../../ui-formats/ui-format-labels.ts';

/** What generated interfaces say by themselves, in Japanese. */
export const uiWords: UiFormatLabels = {
  uiIncomplete: '一部を表示できませんでした。',
  uiShowSource: 'ソースを表示',
  uiHideSource: 'ソースを隠す',
  uiClose: '閉じる',
  uiFilter: '絞り込む',
  uiCheckEntry: '入力内容を確認してください。',
  uiOpen: (host) => `${host} を開く`,
};
