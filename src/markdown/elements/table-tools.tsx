'use client';
import type * as React from 'react';

import { englishCodeBlock } from '../../code-block/code-labels.ts';
import { copyText } from '../../view/copy-text.ts';
import { useOutcome } from '../../view/use-outcome.ts';
import { useWords } from '../../view/labels-context.ts';
import type { TableFormat } from './markdown-labels.ts';
import type { Tokens } from '../syntax/marked.ts';
import { englishTables } from './table-labels.ts';

/** Props of `TableTools`. */
export interface TableToolsProps {
  readonly table: Tokens.Table;
}

const formats = ['tsv', 'markdown', 'csv'] as const;

/** Buttons that copy a table; how its text is made is loaded at the first press. */
export function TableTools({ table }: TableToolsProps): React.JSX.Element {
  const words = useWords(englishTables);
  const { copyFailed } = useWords(englishCodeBlock);
  const [outcome, setOutcome] = useOutcome<string>();
  const copy = async (format: TableFormat) => {
    const text = await import('./table-text.ts').then(
      ({ tableText }) => tableText(table, format),
      // Offline, the source is still at hand.
      () => table.raw.trimEnd(),
    );
    setOutcome((await copyText(text)) ? words.tableCopied(format) : copyFailed);
  };
  return (
    <>
      <output>{outcome}</output>
      {formats.map((format) => (
        <button
          key={format}
          type="button"
          className="rv-copy"
          aria-label={words.copyTable(format)}
          onClick={() => void copy(format)}
        >
          {words.tableFormat(format)}
        </button>
      ))}
    </>
  );
}
