import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import {
  StreamingMarkdown,
  type StreamingMarkdownProps,
} from '../../src/markdown/streaming-markdown.tsx';
import type { LinkClickHandler } from '../../src/markdown/urls/use-link-click.ts';
import type { UrlVerdict } from '../../src/markdown/urls/url-policy.ts';

beforeAll(loadRawHtml);

function show(markdown: string, props: Partial<StreamingMarkdownProps> = {}) {
  return render(<StreamingMarkdown {...props}>{markdown}</StreamingMarkdown>);
}

function hostNote(markdown: string): string | undefined {
  const { container, unmount } = show(markdown);
  const note = container.querySelector('a > [data-chrome]:not(.rv-image)')?.textContent;
  unmount();
  return note ?? undefined;
}

describe('a link that says another host', () => {
  it.each([
    '[paypal.com](https://evil.example/)',
    '[https://paypal.com/login](https://evil.example)',
    '[//paypal.com](https://evil.example)',
    '[www.paypal.com](//evil.example)',
    '[go to paypal.com now](https://evil.example)',
    '[paypal.com](https://paypal.com.evil.example@evil.example/)',
    '[paypal.com](https://paypal.com@evil.example/)',
    '[here](https://paypal.com@evil.example/)',
    '[`paypal.com` **today**](https://evil.example)',
    '[![paypal.com](x.png)](https://evil.example)',
    '<a href="https://evil.example">paypal.com</a>',
  ])('tells the true one: %s', (markdown) => {
    expect(hostNote(markdown)).toBe(' (evil.example)');
  });

  it.each([
    ['[аpple.com](https://аpple.com)', 'xn--pple-43d.com'],
    ['[here](https://xn--pple-43d.com/x)', 'xn--pple-43d.com'],
    ['<https://bücher.example/>', 'xn--bcher-kva.example'],
  ])('tells letters of other scripts as ASCII: %s', (markdown, host) => {
    expect(hostNote(markdown)).toBe(` (${host})`);
  });

  it.each([
    'https://a.example/x',
    '[a.example](https://a.example)',
    '[example.com](https://www.example.com/x)',
    '[docs.example.com](https://example.com)',
    '[shop.co.uk](https://www.shop.co.uk)',
    '[the docs](https://a.example)',
    '[Node.js](https://nodejs.org)',
    '[e.g. this](https://a.example)',
    '[index.html](https://a.example)',
    '[v1.2.3](https://a.example)',
    '[xn--pple-43d.com](https://xn--pple-43d.com)',
    '[a@b.example](mailto:a@b.example)',
    '[paypal.com](/own)',
    '[paypal.com](#part)',
  ])('and one that does not says nothing more: %s', (markdown) => {
    expect(hostNote(markdown)).toBeUndefined();
  });
});

describe('onLinkClick', () => {
  const link = '[x](https://a.example/x) and [y](#y)';

  function click(onLinkClick: LinkClickHandler, init: MouseEventInit = {}, type = 'click') {
    const onError = vi.fn<(error: unknown) => void>();
    show(link, { onLinkClick, onError });
    const followed = vi.fn<(event: Event) => void>((event) => event.preventDefault());
    const anchor = screen.getByText('x');
    anchor.addEventListener(type, followed);
    const event = new MouseEvent(type, { bubbles: true, cancelable: true, ...init });
    fireEvent(anchor, event);
    return { followed, onError, event };
  }

  it('hears of the URL and lets it be followed by any answer but false', () => {
    const asked = vi.fn<LinkClickHandler>();
    expect(click(asked).followed).toHaveBeenCalledTimes(1);
    expect(asked).toHaveBeenCalledExactlyOnceWith('https://a.example/x', expect.anything());
  });

  it.each([
    ['click', 0],
    ['auxclick', 1],
  ] as const)('stops a %s by false', (type, button) => {
    const { followed, event } = click(() => false, { button }, type);
    expect(followed).not.toHaveBeenCalled();
    expect(event.defaultPrevented).toBe(true);
  });

  it('leaves the context menu alone', () => {
    const asked = vi.fn<LinkClickHandler>(() => false);
    click(asked, { button: 2 }, 'auxclick');
    expect(asked).not.toHaveBeenCalled();
  });

  it('waits for a promise, and then clicks once more without asking again', async () => {
    const asked = vi.fn<LinkClickHandler>(() => Promise.resolve(true));
    const { followed, event } = click(asked);
    expect(event.defaultPrevented).toBe(true);
    expect(followed).not.toHaveBeenCalled();
    await waitFor(() => expect(followed).toHaveBeenCalledTimes(1));
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('does not follow where it throws or rejects, and tells onError', async () => {
    const failure = new Error('no dialog');
    const thrown = click(() => {
      throw failure;
    });
    expect(thrown.followed).not.toHaveBeenCalled();
    expect(thrown.onError).toHaveBeenCalledExactlyOnceWith(failure);
  });

  it('tells onError of a rejection and does not follow', async () => {
    const { followed, onError } = click(() => Promise.reject(new Error('late')));
    await waitFor(() => expect(onError).toHaveBeenCalledTimes(1));
    expect(followed).not.toHaveBeenCalled();
  });

  it('is not asked about parts of the page', () => {
    const asked = vi.fn<LinkClickHandler>(() => false);
    show(link, { onLinkClick: asked });
    fireEvent.click(screen.getByText('y'));
    expect(asked).not.toHaveBeenCalled();
  });
});

describe('a linked image that asks', () => {
  const badge = '[![badge](https://img.example/b.svg)](https://a.example)';

  it('loads by a button beside its link', () => {
    const { container } = show(badge);
    expect(container.querySelector('a button, a img')).toBeNull();
    expect(container.querySelector('a')).toHaveTextContent('badge');
    fireEvent.click(screen.getByRole('button', { name: 'Load image from img.example' }));
    expect(container.querySelector('a img')).toHaveAttribute('src', 'https://img.example/b.svg');
    expect(container.querySelector('button')).toBeNull();
  });

  it('does so in raw HTML too, and never where images are blocked', () => {
    const html = '<a href="https://a.example"><img src="https://img.example/b.svg" alt="b"></a>';
    const { container, unmount } = show(html);
    expect(container.querySelector('button')).toHaveTextContent('img.example');
    unmount();
    expect(show(html, { imagePolicy: 'block' }).container.querySelector('button')).toBeNull();
  });
});

describe('a policy written in place', () => {
  const markdown =
    '[x](https://a.example)\n\n[y](https://b.example)\n\n![z](https://b.example/z.png)';

  it('renders no block again while it decides alike, and all that changes when it does not', () => {
    const paragraph = vi.fn<(props: React.JSX.IntrinsicElements['p']) => React.JSX.Element>(
      ({ children }) => <p>{children}</p>,
    );
    const components = { p: paragraph };
    const view = (verdict: UrlVerdict) => (
      <StreamingMarkdown
        components={components}
        linkPolicy={(url) => (url.includes('b.example') ? verdict : 'allow')}
        imagePolicy={() => 'ask'}
        onError={() => undefined}
      >
        {markdown}
      </StreamingMarkdown>
    );
    const { container, rerender } = render(view('block'));
    const rendered = paragraph.mock.calls.length;
    rerender(view('block'));
    expect(paragraph.mock.calls.length).toBe(rendered);
    expect(container.querySelectorAll('a[href]')).toHaveLength(1);
    rerender(view('allow'));
    expect(container.querySelectorAll('a[href]')).toHaveLength(2);
  });
});

it('keeps no title that a browser could take for a script', () => {
  const { container } = show(
    '[x](y "javascript:hit()") ![z](data:image/png;base64,AA== " vbscript:x") <b title="data:text/html,x">b</b>',
  );
  expect(container.querySelector('[title]')).toBeNull();
});

describe('a drawing in the text', () => {
  const drawing =
    'data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=';

  it.each([`![bar chart](${drawing})`, `<img src="${drawing}" alt="bar chart">`])(
    'is an image where all images are trusted: %s',
    (markdown) => {
      const { container } = show(markdown, { imagePolicy: 'allow' });
      const image = container.querySelector('img');
      expect(image).toHaveAttribute('src', drawing);
      expect(image).toHaveAttribute('alt', 'bar chart');
    },
  );

  it('is its description elsewhere, and never the target of a link', () => {
    const { container } = show(`![bar chart](${drawing}) [open](${drawing})`);
    expect(container.querySelector('img')).toBeNull();
    expect(container).toHaveTextContent('bar chart open');
    for (const link of container.querySelectorAll('a')) expect(link).not.toHaveAttribute('href');
  });
});
