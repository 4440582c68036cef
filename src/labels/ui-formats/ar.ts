import type { UiFormatLabels } from '../../ui-formats/ui-format-labels.ts';

/** What generated interfaces say by themselves, in Arabic. */
export const uiWords: UiFormatLabels = {
  uiIncomplete: 'تعذّر عرض جزء من هذا.',
  uiShowSource: 'إظهار المصدر',
  uiHideSource: 'إخفاء المصدر',
  uiClose: 'إغلاق',
  uiFilter: 'تصفية',
  uiCheckEntry: 'يُرجى مراجعة هذا الإدخال.',
  uiOpen: (host) => `فتح ${host}`,
};
