import type { AidLabels } from '../../components/labels/aid-labels.ts';
import { formsOf } from '../forms.ts';

const { number, count } = formsOf('ja');

/** What is said of menus, plans and the context, in Japanese. */
export const aidWords: Omit<AidLabels, 'locale'> = {
  offers: (offered) => count(offered, { other: '候補 # 件' }),
  offersLoading: '検索中…',
  offersNone: '見つかりません',
  model: 'モデル',
  chatLoading: 'メッセージを読み込み中…',
  context: 'コンテキスト',
  contextUsed: (used, size) => `${size} トークン中 ${used} を使用`,
  contextCost: (cost) => `費用: ${cost}`,
  plan: '計画',
  planDone: (done, all) => `${number(all)} 件中 ${number(done)} 件完了`,
  planState: {
    pending: '未着手',
    in_progress: '進行中',
    completed: '完了',
    failed: '失敗',
  },
};
