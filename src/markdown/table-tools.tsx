'use client';

import { copyText } from '../highlight/copy-text.ts';
import { useOutcome } from '../highlight/use-outcome.ts';
import type { Tokens } from './marked.ts';

/** Props of `TableTools`. */
export interface TableToolsProps {
  readonly table: Tokens.Table;
}

const formats = { tsv: 'TSV', markdown: 'Markdown', csv: 'CSV' } as const;

/** Buttons that copy a table; how its text is made is loaded at the first press. */
export function TableTools({ table }: TableToolsProps): React.JSX.Element {
  const [outcome, setOutcome] = useOutcome<string>();
  const copy = async (format: keyof typeof formats) => {
    const text = await import('./table-text.ts').then(
      ({ tableText }) => tableText(table, format),
      // Offline, the source is still at hand.
      () => table.raw.trimEnd(),
    );
    setOutcome((await copyText(text)) ? `${formats[format]} copied` : 'Copy failed');
  };
  return (
    <div className="rv-table-tools" data-chrome="">
      <output>{outcome}</output>
      {Object.entries(formats).map(([format, name]) => (
        <button
          key={format}
          type="button"
          className="rv-copy"
          aria-label={`Copy table as ${name}`}
          onClick={() => void copy(format as keyof typeof formats)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
