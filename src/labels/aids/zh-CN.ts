import type { AidLabels } from '../../components/labels/aid-labels.ts';
import { formsOf } from '../forms.ts';

const { number, count } = formsOf('zh-CN');

/** What is said of menus, plans and the context, in simplified Chinese. */
export const aidWords: Omit<AidLabels, 'locale'> = {
  offers: (offered) => count(offered, { other: '# 条建议' }),
  offersLoading: '正在查找…',
  offersNone: '没有找到',
  model: '模型',
  chatLoading: '正在加载消息…',
  context: '上下文',
  contextUsed: (used, size) => `已用 ${used} / ${size} 个词元`,
  contextCost: (cost) => `费用：${cost}`,
  plan: '计划',
  planDone: (done, all) => `已完成 ${number(done)} / ${number(all)}`,
  planState: {
    pending: '待办',
    in_progress: '进行中',
    completed: '已完成',
    failed: '失败',
  },
};
