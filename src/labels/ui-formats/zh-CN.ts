import type { UiFormatLabels } from '../../ui-formats/ui-format-labels.ts';

/** What generated interfaces say by themselves, in Simplified Chinese. */
export const uiWords: UiFormatLabels = {
  uiIncomplete: '部分内容无法显示。',
  uiShowSource: '显示源代码',
  uiHideSource: '隐藏源代码',
  uiClose: '关闭',
  uiFilter: '筛选',
  uiCheckEntry: '请检查此项输入。',
  uiOpen: (host) => `打开 ${host}`,
};
