/** Something that a menu of the message field offers. */
export interface ComposerMenuItem {
  /** What it is called; the letters typed behind the trigger are looked for in it. */
  readonly label: string;
  /** Tells it from others of the same label. @default label */
  readonly id?: string | undefined;
  /** One line more about it. @default none */
  readonly description?: string | undefined;
  /** Other words by which it is found. @default none */
  readonly keywords?: readonly string[] | undefined;
  /**
   * What takes the place of the trigger and the letters typed behind it, a space behind it included; `''` takes them away.
   * @default the trigger and the label; `''` where there is an `onSelect`
   */
  readonly insert?: string | undefined;
  /** Is called when it is chosen, after the text has changed. @default none */
  readonly onSelect?: (() => void) | undefined;
}

/** A menu that opens in the message field when its trigger is typed: mentions behind `@`, commands behind `/`. */
export interface ComposerMenu {
  /** What opens it, such as `@`, `/`, `#` or `::`. */
  readonly trigger: string;
  /** What it offers, for screen readers: `People`, `Commands`. */
  readonly label: string;
  /**
   * What it offers; a list is filtered and ordered by the letters typed. A function is asked at each letter, gets a signal
   * that aborts when the answer is no longer wanted, and is shown as it answers; one that fails offers nothing.
   */
  readonly items:
    | readonly ComposerMenuItem[]
    | ((
        query: string,
        signal: AbortSignal,
      ) => readonly ComposerMenuItem[] | Promise<readonly ComposerMenuItem[]>);
  /**
   * Where the trigger counts: `start` at the beginning of the message only, `word` wherever a word may begin.
   * @default 'start' for `/`, else 'word'
   */
  readonly at?: 'start' | 'word' | undefined;
}
