/** What code blocks and their buttons say. */
export interface CodeLabels {
  /** On the button. */
  readonly copy: string;

  /** Takes the place of `copy` for a moment when the code is on the clipboard. */
  readonly copied: string;

  /** Takes the place of `copy` for a moment when the clipboard refused. */
  readonly copyFailed: string;

  /** The tooltip of the copy button of a code block. */
  readonly copyCode: string;
  /** Names a code block to a screen reader; `''` is no known language. */
  readonly code: (language: string) => string;
  /** Stands where the language would. */
  readonly plainText: string;

  /** On the button that wraps long lines. */
  readonly wrap: string;

  /** The tooltip of that button. */
  readonly wrapLines: string;

  /** On the button that saves the code as a file. */
  readonly download: string;

  /** The tooltip of that button: the name that the file will have. */
  readonly saveAs: (fileName: string) => string;

  /** On the button under a code block that is cut: how many lines it has. */
  readonly showAllLines: (count: number) => string;

  /** On the same button when all lines are shown. */
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
