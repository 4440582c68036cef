'use client';

import { type ReactNode, memo, useEffect, useRef, useState } from 'react';
import { LazyPart, useLazyPart } from '../highlight/lazy-part.ts';
import type { ColumnWidths } from './column-keeper.ts';
import { element, markdownElement } from './inline-nodes.ts';
import type { Tokens } from './marked.ts';
import { renderInline } from './render-inline.ts';
import type { RenderSettings } from './render-settings.ts';
import { TableTools } from './table-tools.tsx';

/** Props of `TableToken`. */
export interface TableTokenProps {
  readonly token: Tokens.Table;
  readonly settings: RenderSettings;
  /** Whether rows may follow. */
  readonly isOpen: boolean;
  /** Its direction. */
  readonly own: object | null;
  /** Hears of the table's element. */
  readonly mark?: ((element: Element | null) => void) | undefined;
}

type Row = readonly Tokens.TableCell[];

const columnKeeper = new LazyPart(() => import('./column-keeper.ts'));

/** Rows of a growing table after which its columns hold still. */
const steadyAfter = 8;

/** Rows that React skips as one. */
const pageSize = 32;

/**
 * Renders a table with what copies it. The table scrolls by itself: a wrapper around it would be
 * one more element than markdown means.
 */
export function TableToken({ token, settings, isOpen, own, mark }: TableTokenProps): ReactNode {
  const ref = useRef<HTMLTableElement>(null);
  const [widths, setWidths] = useState<ColumnWidths>();
  const isSteady = widths !== undefined || (isOpen && token.rows.length >= steadyAfter);
  const keeper = useLazyPart(columnKeeper, isSteady);
  useEffect(() => mark?.(ref.current), [mark]);
  const columns = widths?.columns.map((width, index) => <col key={index} width={width} />);
  const header = <TableRow key="head" cells={token.header} settings={settings} />;
  const children = [
    ...(columns ? [element('colgroup', 'columns', { 'data-chrome': '' }, columns)] : []),
    markdownElement(settings, 'thead', 'head', null, [header]),
    ...(token.rows.length > 0
      ? [markdownElement(settings, 'tbody', 'body', null, rowPages(token.rows, settings))]
      : []),
  ];
  const props = {
    ...own,
    className: 'rv-table',
    // A wide table scrolls, so the keyboard must reach it.
    tabIndex: 0,
    ...(widths ? { width: widths.table } : null),
    ref,
  };
  return (
    <>
      <TableTools table={token} />
      {keeper && <keeper.ColumnKeeper table={ref} onWidths={setWidths} />}
      {markdownElement(settings, 'table', 'table', props, children)}
    </>
  );
}

function rowPages(rows: readonly Row[], settings: RenderSettings): ReactNode[] {
  const pages: ReactNode[] = [];
  for (let start = 0; start < rows.length; start += pageSize) {
    const page = rows.slice(start, start + pageSize);
    pages.push(<RowPage key={start} rows={page} settings={settings} />);
  }
  return pages;
}

interface RowPageProps {
  readonly rows: readonly Row[];
  readonly settings: RenderSettings;
}

const RowPage = memo(
  function RowPage({ rows, settings }: RowPageProps): ReactNode {
    return rows.map((cells, index) => <TableRow key={index} cells={cells} settings={settings} />);
  },
  (before, after) =>
    before.settings === after.settings &&
    before.rows.length === after.rows.length &&
    before.rows.every((row, index) => row === after.rows[index]),
);

interface TableRowProps {
  readonly cells: Row;
  readonly settings: RenderSettings;
}

const TableRow = memo(function TableRow({ cells, settings }: TableRowProps): ReactNode {
  const children = cells.map(({ header, align, tokens }, index) => {
    const type = header ? 'th' : 'td';
    // Attributes need no stylesheet and, unlike a style, no exception in a strict CSP.
    const props = { ...(align && { align }), ...(header && { scope: 'col' }) };
    return markdownElement(settings, type, index, props, renderInline(tokens, settings));
  });
  return markdownElement(settings, 'tr', 0, null, children);
});
