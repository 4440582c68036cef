import type { ConversationLabels } from '../../components/labels/conversation-labels.ts';
import { formsOf } from '../forms.ts';

const { count } = formsOf('ja');

/** What lists of chats and what belongs to them say, in Japanese. */
export const conversations: ConversationLabels = {
  chats: 'チャット',
  newChat: '新しいチャット',
  searchChats: 'チャットを検索',
  pinned: '固定済み',
  today: '今日',
  yesterday: '昨日',
  previousWeek: '過去7日間',
  chatActions: (title) => `「${title}」のその他の操作`,
  rename: '名前を変更',
  chatTitle: 'チャットのタイトル',
  pin: '固定',
  unpin: '固定を解除',
  deleteChat: '削除',
  chatRunning: '回答中…',
  chatUnread: '未読',
  chatDeleted: (title) => `「${title}」を削除しました。`,
  undo: '元に戻す',
  noChats: 'チャットはまだありません。',
  noChatFound: (text) => `「${text}」を含むチャットはありません。`,
  chatsFound: (found) => count(found, { other: '#件のチャットが見つかりました' }),
  openChat: 'チャットを開く',
  closeChat: 'チャットを閉じる',
  newAnswers: (found) => count(found, { other: '新しい回答#件' }),
  fullScreen: '全画面表示',
  leaveFullScreen: '全画面表示を終了',
  compare: '回答の比較',
  goOnWith: (name) => `${name} で続ける`,
  allVersions: 'すべてのバージョン',
  noVersions: 'このチャットのバージョンは一つです。質問を編集するか、回答をやり直すと増えます。',
  versionShown: '表示中',
  exportChat: 'エクスポート',
  exportMarkdown: 'Markdown 形式',
  exportJson: 'JSON（再インポート用）',
  exportHtml: 'ウェブページ',
  printChat: '印刷または PDF…',
};
