/** A source that the answer may cite. */
export interface CitationSource {
  /** What the answer calls it, where that is not its position from 1. */
  readonly id?: string | number | undefined;

  /** What the link is called. @default its URL */
  readonly title?: string | undefined;

  /** Where the citation leads. */
  readonly url: string;
}
