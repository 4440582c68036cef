/** The sentiment of a text. */
export interface Sentiment {
  readonly label: 'positive' | 'negative' | 'neutral';
  /** How probable the label is, from 0 to 1. */
  readonly confidence: number;
}

/** What a found name or figure is. */
export type EntityLabel =
  | 'person'
  | 'place'
  | 'organisation'
  | 'date'
  | 'time'
  | 'money'
  | 'percent'
  | 'email'
  | 'url'
  | 'name';

/** A name or figure in a text: `text.slice(start, end)` is its `text`. */
export interface Entity {
  readonly text: string;
  readonly label: EntityLabel;
  readonly start: number;
  readonly end: number;
}

/** The sentences that say most of a text. */
export interface Summary {
  readonly text: string;
  /** Its length in parts of the whole text's. */
  readonly compressionRatio: number;
}

/** A text in another language, or why there is none. */
export type Translation =
  | { readonly text: string; readonly language: string }
  | { readonly skipped: string };

/** What a caller may add to each question. */
export interface AnalystOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Who analyses. */
export interface AnalystInfo {
  readonly name: string;
  /** `small` are the models and rules that ship with the demo; `language-model` is the one that chats. */
  readonly kind: 'small' | 'language-model';
  /** What a translation is translated to, as a language tag; undefined when nothing translates. */
  readonly translatesTo?: string;
}

/** Something that reads texts. Each method rejects with a `ChatError`, or the signal's reason. */
export interface Analyst {
  readonly info: AnalystInfo;
  sentiment(text: string, options?: AnalystOptions): Promise<Sentiment>;
  entities(text: string, options?: AnalystOptions): Promise<readonly Entity[]>;
  summary(text: string, options?: AnalystOptions): Promise<Summary>;
  translation(text: string, options?: AnalystOptions): Promise<Translation>;
  /** Frees what it holds. What is still asked rejects. */
  close(): Promise<void>;
}
