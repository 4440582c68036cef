/** What code blocks and their buttons say. */
export interface CodeLabels {
  /** On the button. */
  readonly copy: string;
  readonly copied: string;
  readonly copyFailed: string;
  readonly copyCode: string;
  /** Names a code block to a screen reader; `''` is no known language. */
  readonly code: (language: string) => string;
  /** Stands where the language would. */
  readonly plainText: string;
  readonly wrap: string;
  readonly wrapLines: string;
  readonly download: string;
  readonly saveAs: (fileName: string) => string;
  readonly showAllLines: (count: number) => string;
  readonly showLess: string;
}

/** Of `CodeLabels` what every code block says. */
export type CodeBlockLabels = Pick<
  CodeLabels,
  'copy' | 'copied' | 'copyFailed' | 'copyCode' | 'code' | 'plainText'
>;

export const englishCodeBlock: CodeBlockLabels = {
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Copy failed',
  copyCode: 'Copy code',
  code: (language) => (language ? `${language} code` : 'code'),
  plainText: 'text',
};
