import type { MarkdownLabels } from './markdown-labels.ts';

/** Of `MarkdownLabels` what only diagrams and formulas say. */
export type PluginLabels = Pick<
  MarkdownLabels,
  'showDiagram' | 'showCode' | 'diagramFailed' | 'formulaFailed'
>;

export const englishPlugins: PluginLabels = {
  showDiagram: 'Show diagram',
  showCode: 'Show code',
  diagramFailed: (reason) => `This diagram cannot be drawn: ${reason}`,
  formulaFailed: (reason) => `This formula cannot be set: ${reason}`,
};
