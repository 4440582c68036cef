import type { AidLabels } from '../../components/labels/aid-labels.ts';
import { formsOf } from '../forms.ts';

const { number, count } = formsOf('ko');

/** What is said of menus, plans and the context, in Korean. */
export const aidWords: Omit<AidLabels, 'locale'> = {
  offers: (offered) => count(offered, { other: '제안 #개' }),
  offersLoading: '찾는 중…',
  offersNone: '찾을 수 없음',
  model: '모델',
  chatLoading: '메시지를 불러오는 중…',
  context: '컨텍스트',
  contextUsed: (used, size) => `${size} 토큰 중 ${used} 사용`,
  contextCost: (cost) => `비용: ${cost}`,
  plan: '계획',
  planDone: (done, all) => `${number(all)}개 중 ${number(done)}개 완료`,
  planState: {
    pending: '할 일',
    in_progress: '진행 중',
    completed: '완료',
    failed: '실패',
  },
};
