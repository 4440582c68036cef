import { footnoteConstruct, footnoteExtension } from '../syntax/footnote-extension.ts';
import { type FootnotePlugin, indexFootnotes, occurrenceOf } from '../document/footnote-index.ts';
import { renderNotes } from './footnote-section.tsx';
import { markdownElement } from '../elements/inline-nodes.ts';
import type { BindView, MessageView } from './message-view.ts';

const renderReference: MessageView = ({ token, isInLink }, { id, settings, footnotes }) => {
  const number = footnotes.get(String(Reflect.get(token, 'label')));
  if (number === undefined || settings === undefined) return token.raw;
  const props = {
    href: `#${id}-fn-${number}`,
    id: `${id}-ref-${number}-${occurrenceOf(token)}`,
    'data-footnote-ref': '',
    'aria-describedby': `${id}-fn`,
  };
  const text = String(number);
  const link = isInLink ? text : markdownElement(settings, 'a', 0, props, [text]);
  return markdownElement(settings, 'sup', 0, null, [link]);
};

const renderBackLinks: MessageView = ({ token }, { id, settings }) => {
  if (!settings) return null;
  const number = String(Reflect.get(token, 'number'));
  return Array.from({ length: Number(Reflect.get(token, 'references')) }, (_, index) => {
    const mark = index === 0 ? '' : String(index + 1);
    const props = {
      href: `#${id}-ref-${number}-${index + 1}`,
      className: 'rv-footnote-back',
      'data-chrome': '',
      'data-footnote-backref': '',
      'aria-label': settings.labels.backToReference(`${number}${mark && `-${mark}`}`),
    };
    return markdownElement(settings, 'a', index, props, [` ↩${mark}`]);
  });
};

/** Footnotes as GitHub writes them; the notes themselves stand in a section at the end. */
export const footnotePlugin = (bind: BindView): FootnotePlugin => ({
  name: 'footnotes',
  indexFootnotes,
  extensions: [footnoteExtension],
  tokens: {
    'footnote-reference': bind(renderReference),
    'footnote-definition': () => null,
    'footnote-back': bind(renderBackLinks),
    footnotes: bind(renderNotes),
  },
  marks: '',
  inline: [footnoteConstruct],
});
