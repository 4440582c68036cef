declare module 'commonmark-spec' {
  /** One example of the specification. */
  export interface CommonMarkExample {
    readonly markdown: string;
    readonly html: string;
    readonly section: string;
    readonly number: number;
  }

  export const tests: readonly CommonMarkExample[];
}
