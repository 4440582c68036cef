'use client';

import { type ReactNode, memo } from 'react';
import { element } from './inline-nodes.ts';
import type { Tokens } from './marked.ts';
import { renderInline } from './render-inline.ts';
import type { RenderSettings } from './render-settings.ts';

/** Props of `TableToken`. */
export interface TableTokenProps {
  readonly token: Tokens.Table;
  readonly settings: RenderSettings;
}

/** Renders a table; rows that do not change are skipped. */
export function TableToken({ token, settings }: TableTokenProps): ReactNode {
  const { components } = settings;
  const header = <TableRow key="head" cells={token.header} settings={settings} />;
  const rows = token.rows.map((cells, index) => (
    <TableRow key={index} cells={cells} settings={settings} />
  ));
  const head = element(components.thead ?? 'thead', 'head', null, [header]);
  const body = element(components.tbody ?? 'tbody', 'body', null, rows);
  // A wide table scrolls, so the keyboard must reach it.
  const props = { className: 'rv-table', tabIndex: 0 };
  return element(components.table ?? 'table', 0, props, rows.length > 0 ? [head, body] : [head]);
}

interface TableRowProps {
  readonly cells: readonly Tokens.TableCell[];
  readonly settings: RenderSettings;
}

const TableRow = memo(function TableRow({ cells, settings }: TableRowProps): ReactNode {
  const { components } = settings;
  const children = cells.map(({ header, align, tokens }, index) => {
    const type = header ? 'th' : 'td';
    // The attribute needs no stylesheet and, unlike a style, no exception in a strict CSP.
    const props = align === null ? null : { align };
    return element(components[type] ?? type, index, props, renderInline(tokens, settings));
  });
  return element(components.tr ?? 'tr', 0, null, children);
});
