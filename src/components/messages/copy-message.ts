import { copyText } from '../../view/copy-text.ts';
import { LazyPart } from '../../view/lazy-part.ts';

const clipboardHtml = new LazyPart(() => import('../../markdown/reading/clipboard-html.ts'));

const answers = '.rv-markdown:not(.rv-reasoning *, .rv-subagent *, .rv-tool *)';

/**
 * Puts a message on the clipboard: its markdown as text, and as HTML what is seen of it, for programs that take that. Answers
 * whether the text arrived.
 */
export async function copyMessage(markdown: string, message: Element | null): Promise<boolean> {
  const texts = [...(message?.querySelectorAll(`${answers}, .rv-plain-text`) ?? [])];
  if (texts.length === 0 || typeof ClipboardItem === 'undefined') return copyText(markdown);
  try {
    // As promises: Safari forgets the press while the part loads.
    const item = new ClipboardItem({
      'text/plain': new Blob([markdown], { type: 'text/plain' }),
      'text/html': htmlOf(texts).then((html) => new Blob([html], { type: 'text/html' })),
    });
    await navigator.clipboard.write([item]);
    return true;
  } catch {
    return copyText(markdown);
  }
}

async function htmlOf(texts: readonly Element[]): Promise<string> {
  const part = await clipboardHtml.load();
  if (!part) throw new Error('The part that writes HTML could not be loaded.');
  return texts
    .map((text) => {
      const range = text.ownerDocument.createRange();
      range.selectNodeContents(text);
      const html = part.cleanHtml(range, text);
      return text.localName === 'p' ? `<p>${html}</p>` : html;
    })
    .join('\n');
}
