// @vitest-environment node
import { text } from 'node:stream/consumers';
import { PassThrough } from 'node:stream';
import { renderToPipeableStream, renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { loadRawHtml, rawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';
import { answers, readmes } from './corpora.ts';

const everything = [
  '# Title &copy;\n\nText with **bold**, `code`, [link](https://a.example "t") and <kbd>raw</kbd> tags.',
  '![cat](https://img.example/c.png) <img src="https://img.example/raw.png"> [![in](https://img.example/i.png)](/x)',
  '<details>\n<summary>More</summary>\n\nInside\n\n<img src=x onerror=alert(1)>\n\n</details>',
  '- [x] task\n- item\n\n1. one\n\n> [!NOTE]\n> Mind.\n\n```js\nlet a = "<b>";\n```',
  '| a | b |\n|--:|---|\n| 1 | ![](https://img.example/cell.png) |\n\nNote[^1].\n\n[^1]: The note.',
].join('\n\n');

async function stream(children: string, streaming: boolean): Promise<string> {
  const errors: unknown[] = [];
  const { pipe } = renderToPipeableStream(
    <StreamingMarkdown imagePolicy="allow" streaming={streaming}>
      {children}
    </StreamingMarkdown>,
    { onError: (error) => void errors.push(error) },
  );
  const html = await text(pipe(new PassThrough()));
  expect(errors).toEqual([]);
  return html;
}

describe('rendering on a server, which has no document', () => {
  it('has no document here', () => {
    expect(typeof document).toBe('undefined');
  });

  it('loads nothing that needs one', async () => {
    await stream(everything, false);
    await loadRawHtml();
    expect(rawHtml.get()).toBeUndefined();
  });

  it.each([true, false])('streams the same text as at once (streaming: %s)', async (streaming) => {
    const html = await stream(everything, streaming);
    const atOnce = renderToString(
      <StreamingMarkdown imagePolicy="allow" streaming={streaming}>
        {everything}
      </StreamingMarkdown>,
    );
    expect(html).toBe(atOnce);
    expect(html).toContain('<strong>bold</strong>');
    expect(html).toContain('Inside');
    expect(html).toContain('&lt;kbd&gt;raw&lt;/kbd&gt;');
    expect(html).not.toMatch(/<(?:kbd|details|summary|script)|<[^>]+ onerror/);
  });

  it.each(['allow', 'ask', 'block'] as const)(
    'asks for no image ahead of time (images: %s)',
    (imagePolicy) => {
      const html = renderToString(
        <html lang="en">
          <head />
          <body>
            <StreamingMarkdown imagePolicy={imagePolicy}>{everything}</StreamingMarkdown>
          </body>
        </html>,
      );
      expect(html).not.toMatch(/<link|preload|prefetch|preconnect|fetchpriority/i);
      expect(html.includes('<img')).toBe(imagePolicy === 'allow');
      expect(html).not.toMatch(/<img(?![^>]*loading="lazy")/);
    },
  );

  it('renders answers, READMEs and their beginnings', () => {
    for (const whole of [...answers, ...readmes]) {
      for (const end of [whole.length, whole.length >> 1, whole.length >> 2]) {
        const view = <StreamingMarkdown streaming>{whole.slice(0, end)}</StreamingMarkdown>;
        expect(renderToString(view)).toContain('rv-markdown');
      }
    }
  });
});
