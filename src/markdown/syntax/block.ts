import type { Token } from './marked.ts';

/** Lexes inline text; `inLink` says that it stands in a link. */
export type LexInline = (text: string, inLink?: boolean) => Token[];

/** One top-level piece of the document, blank lines and definitions included. */
export interface Block {
  /** The position in the document: stable for life, also when the block closes. */
  readonly id: number;
  /** Its source; of the open block all source to the end of the text. */
  readonly raw: string;
  /** marked's token with its inline tokens; never mutated once handed out. */
  readonly token: Token;
  /** Whether the next character of the text may go into this block: it is completed for display. */
  readonly isOpen: boolean;
  /** Lexes inline text with the document's definitions; present while the block is open. */
  readonly lexInline?: LexInline;
  /** The token with pending links where definitions may still come; absent when there are none. */
  readonly display?: Token;
}

/** A run of consecutive blocks; a full group of closed blocks never changes identity. */
export interface BlockGroup {
  /** Stays the same while the group grows; a React key. */
  readonly id: number;

  /** The blocks, in the order of the document. */
  readonly blocks: readonly Block[];
}
