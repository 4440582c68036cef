/** What is said of the ways through a conversation: of the keys, and of the field that finds words in it. */
export interface FindLabels {
  /** Tells a screen reader how the keys go through the messages. */
  readonly messagesHint: string;

  /** Names the field that finds words in the conversation. */
  readonly find: string;

  /** Names the button that goes to the next place found. */
  readonly findNext: string;

  /** Names the button that goes to the place found before. */
  readonly findPrevious: string;

  /** Names the button that closes the field. */
  readonly findClose: string;

  /** Which of the places found is shown, counted from 1, and how many there are; in figures: `3 of 17`. */
  readonly findCount: (place: number, count: number) => string;

  /** Told when the words stand nowhere. */
  readonly findNone: string;
}
