import type { CodeBlockLabels, CodeLabels } from './code-labels.ts';

/** Of `CodeLabels` what only the buttons say that few code blocks have. */
export type CodeFurnitureLabels = Omit<CodeLabels, keyof CodeBlockLabels>;

export const englishCodeFurniture: CodeFurnitureLabels = {
  wrap: 'Wrap',
  wrapLines: 'Wrap long lines',
  download: 'Download',
  saveAs: (fileName) => `Save as ${fileName}`,
  showAllLines: (count) => `Show all ${count} lines`,
  showLess: 'Show less',
};
