import { type ReactNode, createElement } from 'react';
import { failed } from '../syntax/capped-lexer.ts';
import { decodeEntities } from './decode-entities.ts';
import { InlineNodes, element, markdownElement } from './inline-nodes.ts';
import { rawHtml } from './lazy-raw-html.ts';
import type { Token } from '../syntax/marked.ts';
import { renderImage } from './render-image.ts';
import { renderLink } from './render-link.ts';
import type { RenderSettings } from './render-settings.ts';
import { childrenOf, fieldOf, textOf } from '../syntax/token-fields.ts';

/** Renders inline tokens to the children of their parent. */
export function renderInline(
  tokens: readonly Token[],
  settings: RenderSettings,
  isInLink = settings.isInLink === true,
): readonly ReactNode[] {
  const nodes = new InlineNodes();
  for (const token of tokens) renderToken(token, nodes, settings, isInLink);
  const { text: Text } = settings;
  if (Text === undefined) return nodes.end();
  return nodes
    .end()
    .map((node, key) =>
      typeof node === 'string' ? createElement(Text, { key, text: node }) : node,
    );
}

/** Returns the text of inline tokens without their marks, for `alt`, names and cells. */
export function plainText(tokens: readonly Token[], hasDom: boolean): string {
  return tokens
    .map((token): string => {
      if (token.type === 'html') return '';
      if (token.type === 'br') return '\n';
      if (token.type === 'codespan' || token.type === 'escape') return textOf(token);
      const children = childrenOf(token);
      return children.length > 0
        ? plainText(children, hasDom)
        : decodeEntities(textOf(token), hasDom);
    })
    .join('');
}

function renderToken(
  token: Token,
  nodes: InlineNodes,
  settings: RenderSettings,
  isInLink: boolean,
): void {
  const { hasDom } = settings;
  switch (token.type) {
    case 'text':
      if (childrenOf(token).length === 0) nodes.text(decodeEntities(textOf(token), hasDom));
      else for (const child of childrenOf(token)) renderToken(child, nodes, settings, isInLink);
      return;
    case 'escape':
      nodes.text(textOf(token));
      return;
    case 'strong':
    case 'em':
    case 'del': {
      const { type } = token;
      const make = (key: number) => {
        const children = renderInline(childrenOf(token), settings, isInLink);
        return markdownElement(settings, type, key, null, children);
      };
      nodes.add((key) => remember(token, key, settings, isInLink, make));
      return;
    }
    case 'codespan': {
      const make = (key: number) => markdownElement(settings, 'code', key, null, [textOf(token)]);
      nodes.add((key) => remember(token, key, settings, isInLink, make));
      return;
    }
    case 'br':
      nodes.add((key) => markdownElement(settings, 'br', key, null));
      nodes.text('\n');
      return;
    case 'link':
      renderLinkToken(token, nodes, settings, isInLink);
      return;
    case 'image':
      nodes.add((key) => renderImageToken(token, key, settings, isInLink));
      return;
    case 'html':
      renderHtmlToken(token.raw, nodes, settings, isInLink);
      return;
    case 'checkbox':
      nodes.add((key) => renderCheckbox(key, token['checked'] === true, settings));
      nodes.text(' ');
      return;
    default:
      renderExtensionToken(token, nodes, settings, isInLink);
  }
}

/** Renders one raw tag; where it cannot be sanitised it is text. */
function renderHtmlToken(
  raw: string,
  nodes: InlineNodes,
  settings: RenderSettings,
  isInLink: boolean,
): void {
  const part = settings.hasDom ? rawHtml.get() : undefined;
  if (part) part.renderInlineHtml(raw, nodes, settings, isInLink);
  else nodes.text(raw);
}

function renderLinkToken(
  token: Token,
  nodes: InlineNodes,
  settings: RenderSettings,
  isInLink: boolean,
): void {
  const children =
    Reflect.get(token, 'autolink') === true
      ? [textOf(token)]
      : renderInline(childrenOf(token), settings, true);
  if (isInLink || nodes.isIn('a')) {
    // Links do not nest: the outer one wins, as in CommonMark.
    for (const child of children) {
      if (typeof child === 'string') nodes.text(child);
      else nodes.add((key) => element(Pass, key, null, [child]));
    }
    return;
  }
  const target = {
    href: Reflect.get(token, 'isPending') === true ? undefined : urlOf(token, settings),
    title: decodeEntities(fieldOf(token, 'title'), settings.hasDom).trim(),
  };
  const make = (key: number) => renderLink(target, key, children, settings);
  nodes.add((key) => remember(token, key, settings, isInLink, make));
}

/** What a token was rendered to, and for whom. */
interface Remembered {
  readonly key: number;
  readonly settings: RenderSettings;
  readonly isInLink: boolean;
  readonly node: ReactNode;
}

const remembered = new WeakMap<Token, Remembered>();

/** Renders a token once: what stays in a paragraph that grows stays the same element, which React skips. */
function remember(
  token: Token,
  key: number,
  settings: RenderSettings,
  isInLink: boolean,
  make: (key: number) => ReactNode,
): ReactNode {
  const known = remembered.get(token);
  const isKnown = known?.key === key && known.settings === settings && known.isInLink === isInLink;
  if (isKnown) return known.node;
  const node = make(key);
  remembered.set(token, { key, settings, isInLink, node });
  return node;
}

function renderImageToken(
  token: Token,
  key: number,
  settings: RenderSettings,
  isInLink: boolean,
): ReactNode {
  const { hasDom } = settings;
  const children = childrenOf(token);
  const image = {
    src: urlOf(token, settings),
    title: decodeEntities(fieldOf(token, 'title'), hasDom).trim(),
    alt: children.length > 0 ? plainText(children, hasDom) : decodeEntities(textOf(token), hasDom),
  };
  return renderImage(image, key, settings, isInLink);
}

/** Renders a task box: it shows a state and is not for use. */
function renderCheckbox(key: number, isChecked: boolean, settings: RenderSettings): ReactNode {
  return markdownElement(settings, 'input', key, {
    type: 'checkbox',
    disabled: true,
    readOnly: true,
    checked: isChecked,
    'aria-label': isChecked ? settings.labels.taskDone : settings.labels.taskOpen,
  });
}

function renderExtensionToken(
  token: Token,
  nodes: InlineNodes,
  settings: RenderSettings,
  isInLink: boolean,
): void {
  const component = settings.components.extensions?.[token.type] ?? settings.tokens[token.type];
  // The block shows its source then, and `onError` hears of it. Servers have no error boundaries.
  if (token.type === failed && settings.hasDom && !component) throw Reflect.get(token, 'error');
  const children = childrenOf(token);
  if (component !== undefined) {
    const rendered = renderInline(children, settings, isInLink);
    const linked = isInLink || nodes.isIn('a') ? { isInLink: true } : null;
    nodes.add((key) =>
      element(component, key, { token, streaming: settings.isOpen, ...linked }, rendered),
    );
  } else if (children.length > 0) {
    for (const child of children) renderToken(child, nodes, settings, isInLink);
  } else {
    nodes.text('text' in token ? textOf(token) : token.raw);
  }
}

function Pass({ children }: { children?: ReactNode }): ReactNode {
  return children;
}

/** The target of a link or image as CommonMark's own renderer writes it: references decoded, the rest encoded. */
function urlOf(token: Token, { hasDom }: RenderSettings): string {
  const written = fieldOf(token, 'href');
  // References are literal in an autolink.
  const isLiteral = Reflect.get(token, 'autolink') === true;
  const url = isLiteral ? written : decodeEntities(written, hasDom);
  try {
    return encodeURI(url).replaceAll('%25', '%');
  } catch {
    return url;
  }
}
