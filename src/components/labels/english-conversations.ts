import type { ConversationLabels } from './conversation-labels.ts';

/** What lists of chats and what belongs to them say unless they are told otherwise. */
export const englishConversations: ConversationLabels = {
  chats: 'Chats',
  newChat: 'New chat',
  searchChats: 'Search chats',
  pinned: 'Pinned',
  today: 'Today',
  yesterday: 'Yesterday',
  previousWeek: 'Previous 7 days',
  chatActions: (title) => `More actions for “${title}”`,
  rename: 'Rename',
  chatTitle: 'Title of the chat',
  pin: 'Pin',
  unpin: 'Unpin',
  deleteChat: 'Delete',
  chatRunning: 'Answering…',
  chatUnread: 'Unread',
  chatDeleted: (title) => `“${title}” was deleted.`,
  undo: 'Undo',
  noChats: 'No chats yet.',
  noChatFound: (text) => `No chat has “${text}” in it.`,
  chatsFound: (count) => `${count} ${count === 1 ? 'chat' : 'chats'} found`,

  openChat: 'Open chat',
  closeChat: 'Close chat',
  newAnswers: (count) => `${count} new ${count === 1 ? 'answer' : 'answers'}`,
  fullScreen: 'Full screen',
  leaveFullScreen: 'Leave full screen',

  compare: 'Answers compared',
  goOnWith: (name) => `Go on with ${name}`,

  allVersions: 'All versions',
  noVersions:
    'This chat has one version. A question that is edited or answered anew makes another.',
  versionShown: 'shown',

  exportChat: 'Export',
  exportMarkdown: 'Markdown',
  exportJson: 'JSON, to import again',
  exportHtml: 'Web page',
  printChat: 'Print or PDF…',
};
