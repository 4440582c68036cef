import type { AidLabels } from '../../components/labels/aid-labels.ts';
import { formsOf } from '../forms.ts';

const { number, count } = formsOf('ar');

/** What is said of menus, plans and the context, in Arabic. */
export const aidWords: Omit<AidLabels, 'locale'> = {
  offers: (offered) =>
    count(offered, {
      zero: 'لا اقتراحات',
      one: 'اقتراح واحد',
      two: 'اقتراحان',
      few: '# اقتراحات',
      many: '# اقتراحًا',
      other: '# اقتراح',
    }),
  offersLoading: 'جارٍ البحث…',
  offersNone: 'لم يُعثر على شيء',
  model: 'النموذج',
  chatLoading: 'جارٍ تحميل الرسائل…',
  context: 'السياق',
  contextUsed: (used, size) => `${used} من ${size} رمزًا`,
  contextCost: (cost) => `التكلفة: ${cost}`,
  plan: 'الخطة',
  planDone: (done, all) => `أُنجز ${number(done)} من ${number(all)}`,
  planState: {
    pending: 'لم تبدأ',
    in_progress: 'قيد التنفيذ',
    completed: 'أُنجزت',
    failed: 'فشلت',
  },
};
