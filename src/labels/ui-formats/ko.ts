import type { UiFormatLabels } from '../../ui-formats/ui-format-labels.ts';

/** What generated interfaces say by themselves, in Korean. */
export const uiWords: UiFormatLabels = {
  uiIncomplete: '일부를 표시할 수 없습니다.',
  uiShowSource: '소스 보기',
  uiHideSource: '소스 숨기기',
  uiClose: '닫기',
  uiFilter: '필터',
  uiCheckEntry: '입력한 내용을 확인해 주세요.',
  uiOpen: (host) => `${host} 열기`,
};
