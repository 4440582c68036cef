import type { AidLabels } from '../../components/labels/aid-labels.ts';
import { formsOf } from '../forms.ts';

const { number, count } = formsOf('hi');

/** What is said of menus, plans and the context, in Hindi. */
export const aidWords: Omit<AidLabels, 'locale'> = {
  offers: (offered) => count(offered, { other: '# सुझाव' }),
  offersLoading: 'खोज रहा है…',
  offersNone: 'कुछ नहीं मिला',
  model: 'मॉडल',
  chatLoading: 'संदेश लोड हो रहे हैं…',
  context: 'संदर्भ',
  contextUsed: (used, size) => `${size} में से ${used} टोकन`,
  contextCost: (cost) => `लागत: ${cost}`,
  plan: 'योजना',
  planDone: (done, all) => `${number(all)} में से ${number(done)} पूरे`,
  planState: {
    pending: 'करना है',
    in_progress: 'चल रहा है',
    completed: 'पूरा',
    failed: 'विफल',
  },
};
