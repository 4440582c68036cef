'use client';

import { type ReactNode, memo } from 'react';
import { alertOf } from './alert.ts';
import { CodeToken } from './code-token.tsx';
import { renderHtml } from './html-nodes.ts';
import { element } from './inline-nodes.ts';
import type { Token, Tokens } from './marked.ts';
import { childrenOf, renderInline } from './render-inline.ts';
import type { RenderSettings } from './render-settings.ts';
import { TableToken } from './table-token.tsx';

/** Props of what renders one block token. */
export interface BlockTokenProps {
  readonly token: Token;
  readonly settings: RenderSettings;
  /** Whether the end of this block is still to come. */
  readonly isOpen: boolean;
  /** Blocks around this one. @default 0 */
  readonly depth?: number;
}

/** Blocks nested deeper than this show their source: no document means that, and it spares the stack. */
const deepestBlock = 100;

const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

/** Renders one block token of marked; an unchanged one is skipped. */
export const BlockToken: React.NamedExoticComponent<BlockTokenProps> = memo(function BlockToken(
  props: BlockTokenProps,
): ReactNode {
  const { token, settings, isOpen, depth = 0 } = props;
  const { components, hasDom } = settings;
  if (depth > deepestBlock) return token.raw;
  if (isList(token)) return renderList(token, props);
  if (isTable(token)) return <TableToken token={token} settings={settings} />;
  if (isCode(token)) return <CodeToken token={token} settings={settings} isOpen={isOpen} />;
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'paragraph':
      return element(components.p ?? 'p', 0, null, renderInline(childrenOf(token), settings));
    case 'heading': {
      const type = headings[Number(token['depth']) - 1] ?? 'h6';
      return element(components[type] ?? type, 0, null, renderInline(childrenOf(token), settings));
    }
    case 'hr':
      return element(components.hr ?? 'hr', 0, null);
    case 'blockquote':
      return renderQuote(token, props);
    case 'html':
      return hasDom ? renderHtml(token.raw, settings) : element('p', 0, null, [token.raw]);
    default:
      return renderInline([token], settings);
  }
});

function isList(token: Token): token is Tokens.List {
  return token.type === 'list';
}

function isTable(token: Token): token is Tokens.Table {
  return token.type === 'table';
}

function isCode(token: Token): token is Tokens.Code {
  return token.type === 'code';
}

function renderList(
  token: Tokens.List,
  { settings, isOpen, depth = 0 }: BlockTokenProps,
): ReactNode {
  const type = token.ordered ? 'ol' : 'ul';
  const start = token.ordered && token.start !== 1 ? { start: token.start } : null;
  const last = token.items.length - 1;
  const items = token.items.map((item, index) => (
    <ListItem
      key={index}
      token={item}
      settings={settings}
      isOpen={isOpen && index === last}
      depth={depth}
    />
  ));
  return element(settings.components[type] ?? type, 0, start, items);
}

const ListItem = memo(function ListItem({ token, settings, isOpen, depth = 0 }: BlockTokenProps) {
  const children = renderChildren(childrenOf(token), { settings, isOpen, depth });
  const props = 'task' in token && token.task === true ? { className: 'rv-task' } : null;
  return element(settings.components.li ?? 'li', 0, props, children);
});

function renderQuote(token: Token, { settings, isOpen, depth = 0 }: BlockTokenProps): ReactNode {
  const { components } = settings;
  const tokens = childrenOf(token);
  const alert = alertOf(tokens);
  const children = renderChildren(alert?.tokens ?? tokens, { settings, isOpen, depth });
  if (alert === undefined) return element(components.blockquote ?? 'blockquote', 0, null, children);
  const title = element('p', 'title', { className: 'rv-alert-title' }, [alert.title]);
  const props = { className: 'rv-alert', 'data-alert': alert.kind };
  return element(components.blockquote ?? 'blockquote', 0, props, [title, ...children]);
}

/** Renders the content of a container: text of tight items stands in it bare, blocks are skipped when unchanged. */
function renderChildren(
  tokens: readonly Token[],
  { settings, isOpen, depth = 0 }: Omit<BlockTokenProps, 'token'>,
): ReactNode[] {
  const last = tokens.findLastIndex((token) => token.type !== 'space');
  return tokens.map((token, index) =>
    token.type === 'text' || token.type === 'checkbox' ? (
      renderInline([token], settings)
    ) : (
      <BlockToken
        key={index}
        token={token}
        settings={settings}
        isOpen={isOpen && index === last}
        depth={depth + 1}
      />
    ),
  );
}
