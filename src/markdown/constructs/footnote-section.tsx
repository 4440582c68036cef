import { type ReactNode, memo } from 'react';
import { BlockToken, headingAt } from '../elements/block-token.tsx';
import { directionOf } from '../syntax/direction.ts';
import { type Footnote, notesOf } from '../document/footnote-index.ts';
import { markdownElement } from '../elements/inline-nodes.ts';
import type { Token } from '../syntax/marked.ts';
import type { MessageView } from './message-view.ts';
import type { RenderSettings } from '../elements/render-settings.ts';

/** Renders the notes at the end of a message, with links back to where they are referred to. */
export const renderNotes: MessageView = ({ token }, { id, settings }) => {
  if (settings === undefined) return null;
  const title = { id: `${id}-fn`, className: 'rv-footnotes-title', 'data-chrome': '' };
  const items = notesOf(token).map((note) => (
    <Note key={note.number} id={id} settings={settings} {...note} />
  ));
  const parts = [
    markdownElement(settings, headingAt(2, settings), 'title', title, [settings.labels.footnotes]),
    markdownElement(settings, 'ol', 'notes', directionOf(settings.hasRtl), items),
  ];
  // A section without a name is no landmark: a chat would have one for every message.
  const props = { className: 'rv-footnotes', 'data-footnotes': '' };
  return markdownElement(settings, 'section', 0, props, parts);
};

interface NoteProps extends Footnote {
  readonly id: string;
  readonly settings: RenderSettings;
}

const Note = memo(function Note({ id, settings, ...note }: NoteProps): ReactNode {
  const { number, isOpen, token } = note;
  const blocks = token.tokens.filter(({ type }) => type !== 'space');
  if (!isOpen) addBackLinks(blocks, note);
  const last = blocks.length - 1;
  const children = blocks.map((block, index) => (
    <BlockToken
      key={index}
      token={block}
      settings={settings}
      isOpen={isOpen && index === last}
      depth={1}
    />
  ));
  const props = { id: `${id}-fn-${number}`, value: number };
  return markdownElement(settings, 'li', 0, props, children);
});

/** The links stand behind the last word, or in a paragraph of their own. */
function addBackLinks(blocks: Token[], { number, references }: Footnote): void {
  const links: Token = { type: 'footnote-back', raw: '', number, references };
  const last = blocks.at(-1);
  const isText = last?.type === 'paragraph';
  if (isText) blocks.pop();
  const tokens = isText ? (last.tokens ?? []) : [];
  blocks.push({ type: 'paragraph', raw: '', tokens: [...tokens, links] });
}
