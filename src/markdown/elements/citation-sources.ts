/** A source that the answer may cite. */
export interface CitationSource {
  /** What the answer calls it, where that is not its position from 1. */
  readonly id?: string | number | undefined;
  readonly title?: string | undefined;
  readonly url: string;
}
