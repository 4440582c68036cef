/** What a list of chats, a chat in a bubble, and what is done with whole chats say. */
export interface ConversationLabels {
  // The list of chats

  /** Names the list of chats. */
  readonly chats: string;
  /** On the button that begins a chat, and in place of the title of one without words. */
  readonly newChat: string;
  /** Names the field that searches the chats. */
  readonly searchChats: string;
  /** Heads the chats that are kept above the others. */
  readonly pinned: string;
  /** Heads the chats of today. */
  readonly today: string;
  /** Heads the chats of yesterday. */
  readonly yesterday: string;
  /** Heads the chats of the days before, back to a week. */
  readonly previousWeek: string;
  /** Names the button that opens the menu of a chat. */
  readonly chatActions: (title: string) => string;
  /** In the menu of a chat: gives it another title. */
  readonly rename: string;
  /** Names the field in which a title is changed. */
  readonly chatTitle: string;
  /** In the menu of a chat: keeps it above the others. */
  readonly pin: string;
  /** In the menu of a chat: no longer does. */
  readonly unpin: string;
  /** In the menu of a chat: deletes it. */
  readonly deleteChat: string;
  /** Marks a chat in which an answer is on its way. */
  readonly chatRunning: string;
  /** Marks a chat with something that was not seen yet. */
  readonly chatUnread: string;
  /** Told when a chat was deleted and can be had back. */
  readonly chatDeleted: (title: string) => string;
  /** On the button that brings it back. */
  readonly undo: string;
  /** Stands in the list while there are no chats. */
  readonly noChats: string;
  /** Stands in the list when a search has found nothing. */
  readonly noChatFound: (text: string) => string;
  /** Told when a search is through: how many chats were found. */
  readonly chatsFound: (count: number) => string;

  // The chat in a bubble

  /** Names the bubble. */
  readonly openChat: string;
  /** Names the button that closes the chat, and the bubble while it is open. */
  readonly closeChat: string;
  /** Added to the name of the bubble: how many answers have come since it was closed. */
  readonly newAnswers: (count: number) => string;
  /** Names the button that gives the chat the whole window. */
  readonly fullScreen: string;
  /** Names the button that takes it back. */
  readonly leaveFullScreen: string;

  // Several models at once

  /** Names the chats that are compared, together. */
  readonly compare: string;
  /** On the button of one of them: the user likes this one best. */
  readonly goOnWith: (name: string) => string;

  // Versions

  /** Names the tree of all versions of a chat. */
  readonly allVersions: string;
  /** Stands in the tree while a chat has only one version. */
  readonly noVersions: string;
  /** Marks the version that is shown. */
  readonly versionShown: string;

  // Export

  /** On the button that opens the ways to keep a chat. */
  readonly exportChat: string;
  /** One of them: a text with marks. */
  readonly exportMarkdown: string;
  /** One of them: all that the chat has, to be read in again. */
  readonly exportJson: string;
  /** One of them: a page that shows the chat. */
  readonly exportHtml: string;
  /** One of them: on paper, or as a PDF. */
  readonly printChat: string;
}
