import type { ConversationLabels } from '../../components/labels/conversation-labels.ts';
import { formsOf } from '../forms.ts';

const { count } = formsOf('de');

/** What lists of chats and what belongs to them say, in German. */
export const conversations: ConversationLabels = {
  chats: 'Chats',
  newChat: 'Neuer Chat',
  searchChats: 'Chats durchsuchen',
  pinned: 'Angeheftet',
  today: 'Heute',
  yesterday: 'Gestern',
  previousWeek: 'Letzte 7 Tage',
  chatActions: (title) => `Weitere Aktionen für „${title}“`,
  rename: 'Umbenennen',
  chatTitle: 'Titel des Chats',
  pin: 'Anheften',
  unpin: 'Lösen',
  deleteChat: 'Löschen',
  chatRunning: 'Antwortet …',
  chatUnread: 'Ungelesen',
  chatDeleted: (title) => `„${title}“ wurde gelöscht.`,
  undo: 'Rückgängig',
  noChats: 'Noch keine Chats.',
  noChatFound: (text) => `In keinem Chat steht „${text}“.`,
  chatsFound: (found) => count(found, { one: '# Chat gefunden', other: '# Chats gefunden' }),
  openChat: 'Chat öffnen',
  closeChat: 'Chat schließen',
  newAnswers: (found) => count(found, { one: '# neue Antwort', other: '# neue Antworten' }),
  fullScreen: 'Vollbild',
  leaveFullScreen: 'Vollbild verlassen',
  compare: 'Antworten im Vergleich',
  goOnWith: (name) => `Weiter mit ${name}`,
  allVersions: 'Alle Fassungen',
  noVersions:
    'Dieser Chat hat eine Fassung. Wer eine Frage bearbeitet oder neu beantworten lässt, macht eine weitere.',
  versionShown: 'wird gezeigt',
  exportChat: 'Exportieren',
  exportMarkdown: 'Als Markdown',
  exportJson: 'JSON, zum Wiedereinlesen',
  exportHtml: 'Webseite',
  printChat: 'Drucken oder PDF …',
};
