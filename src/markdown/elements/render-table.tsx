import { type ReactNode, memo } from 'react';
import { element, markdownElement } from './inline-nodes.ts';
import { type ItemProps, renderItems } from './item-page.tsx';
import type { Tokens } from '../syntax/marked.ts';
import { renderInline } from './render-inline.ts';
import type { RenderSettings } from './render-settings.ts';

type Row = readonly Tokens.TableCell[];

/** Renders a table; `columns` are what its columns are held to, `own` its attributes. */
export function renderTable(
  token: Tokens.Table,
  settings: RenderSettings,
  own: object | null,
  columns?: readonly ReactNode[],
): ReactNode {
  const body = renderItems({ items: token.rows, View: TableRow, settings, isOpen: false });
  const children = [
    ...(columns ? [element('colgroup', 'columns', { 'data-chrome': '' }, columns)] : []),
    markdownElement(settings, 'thead', 'head', null, [
      <TableRow key="head" token={token.header} settings={settings} isOpen={false} />,
    ]),
    ...(body.length > 0 ? [markdownElement(settings, 'tbody', 'body', null, body)] : []),
  ];
  return markdownElement(settings, 'table', 'table', { ...own, className: 'rv-table' }, children);
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
