import type { ConversationLabels } from '../../components/labels/conversation-labels.ts';
import { formsOf } from '../forms.ts';

const { count } = formsOf('zh-CN');

/** What lists of chats and what belongs to them say, in simplified Chinese. */
export const conversations: ConversationLabels = {
  chats: '对话',
  newChat: '新对话',
  searchChats: '搜索对话',
  pinned: '已置顶',
  today: '今天',
  yesterday: '昨天',
  previousWeek: '过去 7 天',
  chatActions: (title) => `“${title}”的更多操作`,
  rename: '重命名',
  chatTitle: '对话标题',
  pin: '置顶',
  unpin: '取消置顶',
  deleteChat: '删除',
  chatRunning: '正在回答…',
  chatUnread: '未读',
  chatDeleted: (title) => `已删除“${title}”。`,
  undo: '撤销',
  noChats: '还没有对话。',
  noChatFound: (text) => `没有包含“${text}”的对话。`,
  chatsFound: (found) => count(found, { other: '找到 # 个对话' }),
  openChat: '打开聊天',
  closeChat: '关闭聊天',
  newAnswers: (found) => count(found, { other: '# 条新回答' }),
  fullScreen: '全屏',
  leaveFullScreen: '退出全屏',
  compare: '对比回答',
  goOnWith: (name) => `继续使用 ${name}`,
  allVersions: '所有版本',
  noVersions: '此对话只有一个版本。编辑问题或重新回答会产生新的版本。',
  versionShown: '正在显示',
  exportChat: '导出',
  exportMarkdown: 'Markdown 格式',
  exportJson: 'JSON，可再次导入',
  exportHtml: '网页',
  printChat: '打印或 PDF…',
};
