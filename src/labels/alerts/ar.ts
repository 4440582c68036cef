/** What kinds of alerts are called, in Arabic. */
export const alerts = {
  note: 'ملاحظة',
  tip: 'نصيحة',
  important: 'مهم',
  warning: 'تحذير',
  caution: 'تنبيه',
};
