'use client';

import { type ReactNode, memo, useEffect, useRef, useState } from 'react';
import { LazyPart } from '../../view/lazy-part.ts';
import { useLazyPart } from '../../view/use-lazy-part.ts';
import { useScrollStop } from '../../view/use-scroll-stop.ts';
import type { ColumnWidths } from './column-keeper.ts';
import { element, markdownElement } from './inline-nodes.ts';
import { type ItemProps, renderItems } from './item-page.tsx';
import type { Tokens } from '../syntax/marked.ts';
import { renderInline } from './render-inline.ts';
import type { RenderSettings } from './render-settings.ts';

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

const tableTools = new LazyPart(() => import('./table-tools.tsx'));

const columnKeeper = new LazyPart(() => import('./column-keeper.ts'));

/** Rows of a growing table after which its columns hold still. */
const steadyAfter = 8;

/**
 * Renders a table with what copies it. The table scrolls by itself: a wrapper around it would be
 * one more element than markdown means.
 */
export function TableToken({ token, settings, isOpen, own, mark }: TableTokenProps): ReactNode {
  const ref = useRef<HTMLTableElement>(null);
  const [widths, setWidths] = useState<ColumnWidths>();
  const isSteady = widths !== undefined || (isOpen && token.rows.length >= steadyAfter);
  const tools = useLazyPart(tableTools, true);
  const keeper = useLazyPart(columnKeeper, isSteady);
  useEffect(() => mark?.(ref.current), [mark]);
  // A wide table scrolls, so the keyboard must reach it.
  useScrollStop(ref);
  const columns = widths?.columns.map((width, index) => <col key={index} width={width} />);
  const body = renderItems({ items: token.rows, View: TableRow, settings, isOpen: false });
  const children = [
    ...(columns ? [element('colgroup', 'columns', { 'data-chrome': '' }, columns)] : []),
    markdownElement(settings, 'thead', 'head', null, [
      <TableRow key="head" token={token.header} settings={settings} isOpen={false} />,
    ]),
    ...(body.length > 0 ? [markdownElement(settings, 'tbody', 'body', null, body)] : []),
  ];
  const props = {
    ...own,
    className: 'rv-table',
    ...(widths ? { width: widths.table } : null),
    ref,
  };
  return (
    <>
      {/* Its room is there at once, so that nothing moves when the buttons come. */}
      <div className="rv-table-tools" data-chrome="">
        {tools && <tools.TableTools table={token} />}
      </div>
      {keeper && <keeper.ColumnKeeper table={ref} onWidths={setWidths} />}
      {markdownElement(settings, 'table', 'table', props, children)}
    </>
  );
}

const TableRow = memo(function TableRow({ token, settings }: ItemProps<Row>): ReactNode {
  const children = token.map(({ header, align, tokens }, index) => {
    const type = header ? 'th' : 'td';
    // Attributes need no stylesheet and, unlike a style, no exception in a strict CSP.
    const props = { ...(align && { align }), ...(header && { scope: 'col' }) };
    return markdownElement(settings, type, index, props, renderInline(tokens, settings));
  });
  return markdownElement(settings, 'tr', 0, null, children);
});
