/** What an engine is told when it begins to listen. */
export interface DictationRun {
  /** The language that is spoken, as a BCP 47 tag. */
  readonly lang: string;
  /** Aborts when its user is done, or has sent the message. */
  readonly signal: AbortSignal;
  /** Takes the words of the phrase that is being spoken: they may still change until `isFinal`, which ends the phrase. */
  readonly onText: (text: string, isFinal: boolean) => void;
}

/** Turns speech into text: the browser's, see `webSpeechDictation`, or any other. */
export interface DictationEngine {
  /** Whether it works in this browser; without it there is no button. @default true */
  readonly isAvailable?: (() => boolean) | undefined;
  /**
   * Listens until its user is done; resolves then, or by itself when nothing more is said. Rejects where it cannot; with a
   * `DOMException` named `NotAllowedError` where the microphone may not be used.
   */
  readonly listen: (run: DictationRun) => Promise<void>;
}

/** What an engine is told when it begins to read. */
export interface ReadingRun {
  /** The language of the text, as a BCP 47 tag. */
  readonly lang: string;
  /** Aborts when its listener has heard enough. */
  readonly signal: AbortSignal;
}

/** Reads text aloud: the browser's voices, see `webSpeechVoice`, or any other. */
export interface ReadingEngine {
  /** Whether it works in this browser; without it there is no button. @default true */
  readonly isAvailable?: (() => boolean) | undefined;
  /** Reads a text that has no marks; resolves when it has been read, or is no longer wanted. Rejects where it cannot. */
  readonly read: (text: string, run: ReadingRun) => Promise<void>;
}
