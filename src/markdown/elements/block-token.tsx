import type * as React from 'react';

import { Fragment, type ReactNode, memo } from 'react';
import { alertOf } from './alert.ts';
import { CodeToken } from './code-token.tsx';
import { isCommonMark } from '../syntax/common-mark.ts';
import { directionOf } from '../syntax/direction.ts';
import { element, markdownElement } from './inline-nodes.ts';
import { type ItemProps, renderItems } from './item-page.tsx';
import { rawHtml } from './lazy-raw-html.ts';
import type { Token, Tokens } from '../syntax/marked.ts';
import { type NestChild, type NestRun, isPart } from './nest-part.ts';
import { renderInline } from './render-inline.ts';
import type { MarkdownElement, RenderSettings } from './render-settings.ts';
import { childrenOf } from '../syntax/token-fields.ts';

/** Props of what renders one block token. */
export interface BlockTokenProps {
  readonly token: Token;
  readonly settings: RenderSettings;
  /** Whether the end of this block is still to come. */
  readonly isOpen: boolean;
  /** Blocks around this one. @default 0 */
  readonly depth?: number | undefined;
  /** Hears of the outermost element, where it is the kit's own. */
  readonly mark?: ((element: Element | null) => void) | undefined;
}

/** Blocks nested deeper than this show their source: no document means that, and it spares the stack. */
const deepestBlock = 100;

/** The element of a heading, as many levels lower as the host asks for. */
export function headingAt(level: number, { headingOffset }: RenderSettings): MarkdownElement {
  return `h${Math.min(6, level + headingOffset)}` as MarkdownElement;
}

/** Renders one block token of marked; an unchanged one is skipped. */
export const BlockToken: React.NamedExoticComponent<BlockTokenProps> = memo(function BlockToken(
  props: BlockTokenProps,
): ReactNode {
  const { token, settings, isOpen, depth = 0 } = props;
  const own = outerProps(props);
  if (depth > deepestBlock) return token.raw;
  if (isList(token)) return renderList(token, props);
  if (isTable(token)) {
    const { Table } = settings.furniture;
    return <Table token={token} settings={settings} isOpen={isOpen} own={own} mark={props.mark} />;
  }
  if (isCode(token)) return <CodeToken token={token} settings={settings} isOpen={isOpen} />;
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'paragraph':
      return markdownElement(settings, 'p', 0, own, renderInline(childrenOf(token), settings));
    case 'heading': {
      const type = headingAt(Number(token['depth']), settings);
      return markdownElement(settings, type, 0, own, renderInline(childrenOf(token), settings));
    }
    case 'hr':
      return markdownElement(settings, 'hr', 0, own);
    case 'blockquote':
      return renderQuote(token, props);
    case 'html':
      return renderHtml(token, settings);
    default:
      return renderInline([token], settings);
  }
});

/** Renders a block of raw HTML; where it cannot be sanitised its source is text. */
function renderHtml(token: Token, settings: RenderSettings): ReactNode {
  const part = settings.hasDom ? rawHtml.get() : undefined;
  return part
    ? part.renderNodes(part.sanitizeBlock(token.raw).childNodes, settings)
    : element('p', 0, null, [token.raw]);
}

/** What the outermost element of a block gets besides what its token says. */
function outerProps({ settings, depth = 0, mark }: BlockTokenProps): object | null {
  const direction = directionOf(settings.hasRtl, depth);
  return mark ? { ...direction, ref: mark } : direction;
}

function isList(token: Token): token is Tokens.List {
  return token.type === 'list';
}

function isTable(token: Token): token is Tokens.Table {
  return token.type === 'table';
}

function isCode(token: Token): token is Tokens.Code {
  return token.type === 'code';
}

function renderList(token: Tokens.List, props: BlockTokenProps): ReactNode {
  const { settings, isOpen, depth = 0 } = props;
  const type = token.ordered ? 'ol' : 'ul';
  const start = token.ordered && token.start !== 1 ? { start: token.start } : null;
  const items = renderItems({ items: token.items, View: ListItem, settings, isOpen, depth });
  return markdownElement(settings, type, 0, { ...start, ...outerProps(props) }, items);
}

const ListItem = memo(function ListItem({
  token,
  settings,
  isOpen,
  depth = 0,
}: ItemProps<Tokens.ListItem>) {
  const children = renderChildren(childrenOf(token), { settings, isOpen, depth });
  const props = token.task ? { className: 'rv-task' } : null;
  return markdownElement(settings, 'li', 0, props, children);
});

function renderQuote(token: Token, outer: BlockTokenProps): ReactNode {
  const { settings, isOpen, depth = 0 } = outer;
  const own = outerProps(outer);
  const tokens = childrenOf(token);
  const alert = isCommonMark(settings.plugins) ? undefined : alertOf(tokens);
  const children = renderChildren(alert?.tokens ?? tokens, { settings, isOpen, depth });
  if (alert === undefined) return markdownElement(settings, 'blockquote', 0, own, children);
  const title = element(
    'p',
    'title',
    { className: 'rv-alert-title', ...directionOf(settings.hasRtl) },
    [settings.labels.alert(alert.kind)],
  );
  const props = { ...own, className: 'rv-alert', role: 'note', 'data-alert': alert.kind };
  return markdownElement(settings, 'blockquote', 0, props, [title, ...children]);
}

/** Renders the content of a container: text of tight items stands in it bare, blocks are skipped when unchanged. */
function renderChildren(
  tokens: readonly Token[],
  { settings, isOpen, depth = 0 }: Omit<BlockTokenProps, 'token'>,
): ReactNode[] {
  const last = tokens.findLastIndex((token) => token.type !== 'space');
  const run = { id: 0, blocks: tokens.map((token, id) => ({ id, token })) };
  const part = settings.hasDom ? rawHtml.get() : undefined;
  const hasHtml = tokens.some(({ type }) => type === 'html');
  return renderRuns((hasHtml && part?.nestHtml([run], tokenOf)) || [run], settings);

  function renderRuns(runs: readonly NestRun<ContainedToken>[], own: RenderSettings): ReactNode[] {
    return runs.flatMap(({ blocks }) => blocks.map((child) => renderChild(child, own)));
  }

  function renderChild(child: NestChild<ContainedToken>, own: RenderSettings): ReactNode {
    if (isPart(child)) {
      const render = { runs: renderRuns, inline: renderInline };
      return (
        <Fragment key={child.key}>{part?.renderPart(child, child.of.token, own, render)}</Fragment>
      );
    }
    const { id, token } = child;
    if (token.type === 'text' || token.type === 'checkbox') return renderInline([token], own);
    return (
      <BlockToken
        key={id}
        token={token}
        settings={own}
        isOpen={isOpen && id === last}
        depth={depth + 1}
      />
    );
  }
}

interface ContainedToken {
  readonly id: number;
  readonly token: Token;
}

function tokenOf({ token }: ContainedToken): Token {
  return token;
}
