import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { Chat, type ChatProps } from '../../src/components/chat.tsx';
import { FileView } from '../../src/components/files/file-view.tsx';
import { Picture } from '../../src/components/files/picture.tsx';
import type { ChatMessage, MessagePart } from '../../src/protocol/chat-message.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import '../../src/styles/styles.css';
import './window.css';

/** A picture of one colour, as a `data:` URL. */
function drawn(width: number, height: number, colour: string, type = 'image/png'): string {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d')!;
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
  return canvas.toDataURL(type);
}

const file = (url: string, filename?: string, mediaType = 'image/png'): MessagePart => ({
  type: 'file',
  mediaType,
  url,
  ...(filename && { filename }),
});
const said = (...parts: readonly MessagePart[]): ChatMessage => ({
  id: 'm',
  role: 'assistant',
  end: 'complete',
  parts,
});

function App({ messages, ...rest }: { messages: readonly ChatMessage[] } & Partial<ChatProps>) {
  const transport = scriptedTransport(['Fine.']);
  const chat = useStreamingChat({ transport, initialMessages: messages });
  return (
    <div className="window">
      <Chat chat={chat} {...rest} />
    </div>
  );
}

const image = () => document.querySelector<HTMLImageElement>('[role="log"] img')!;
const box = (element: Element) => {
  const { top, left, width, height } = element.getBoundingClientRect();
  return [top, left, width, height].map(Math.round);
};

/** Where the picture is in its message: a list that follows its end scrolls. */
const place = () => {
  const [top = 0, ...rest] = box(image());
  return [top - (box(image().closest('article')!)[0] ?? 0), ...rest];
};

function Growing({ parts }: { parts: readonly MessagePart[] }) {
  const chat = useStreamingChat({ transport: scriptedTransport([]) });
  return (
    <div className="window">
      <Chat chat={{ ...chat, messages: [said(...parts)] }} />
    </div>
  );
}

describe('a picture', () => {
  it.each(['image/png', 'image/jpeg', 'image/webp'])(
    'has its box before it loads (%s)',
    async (type) => {
      await render(<Picture part={{ url: drawn(300, 100, 'teal', type), mediaType: type }} />);
      const figure = document.querySelector('figure')!;
      expect(box(figure).slice(2)).toEqual([300, 100]);
      await expect.poll(() => document.querySelector('img')!.naturalWidth).toBe(300);
      expect(box(figure).slice(2)).toEqual([300, 100]);
    },
  );

  it('gives its place to the sharper one: nothing moves, and it is there once', async () => {
    const coarse = drawn(64, 36, 'grey');
    const sharp = drawn(640, 480, 'teal');
    const call = {
      type: 'dynamic-tool',
      toolName: 'image_generation',
      toolCallId: 'g',
      state: 'output-available',
      input: {},
    } as const;
    const draft: MessagePart = {
      ...call,
      preliminary: true,
      output: { mediaType: 'image/png', url: coarse },
    };
    const whole: MessagePart = { ...call, output: { size: '640x480' } };
    const { rerender } = await render(<Growing parts={[draft]} />);
    await expect.poll(() => image()?.naturalWidth).toBe(64);
    const before = place();
    await rerender(<Growing parts={[whole, file(sharp), { type: 'text', text: 'There.' }]} />);
    await expect.poll(() => image().naturalWidth).toBe(640);
    expect(place()).toEqual(before);
    expect(document.querySelectorAll('[role="log"] img')).toHaveLength(1);
  });

  it('is shown over the window, in its own size too, and Escape gives the focus back', async () => {
    await render(<App messages={[said(file(drawn(1600, 900, 'teal'), 'river.png'))]} />);
    const open = page.getByRole('button', { name: 'Enlarge river.png' });
    await expect.element(open).toBeVisible();
    (open.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    const dialog = page.getByRole('dialog', { name: 'river.png' });
    await expect.element(dialog).toBeVisible();
    const shown = dialog.getByRole('img').element();
    await expect.poll(() => shown.getBoundingClientRect().width).toBeLessThanOrEqual(innerWidth);
    await userEvent.click(dialog.getByRole('button', { name: 'Actual size' }));
    expect(shown.getBoundingClientRect().width).toBe(1600);
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(open).toHaveFocus();
  });

  it('of another site is asked for only when its reader says so, who keeps the focus', async () => {
    const url = 'https://pictures.example/far.png';
    await render(<App messages={[said(file(url))]} />);
    const load = page.getByRole('button', { name: 'Load image from pictures.example' });
    await expect.element(load).toBeVisible();
    expect(document.querySelector('[role="log"] img')).toBeNull();
    await userEvent.click(load);
    expect(image().src).toBe(url);
    await expect.element(page.getByRole('button', { name: 'Enlarge far.png' })).toHaveFocus();
  });

  it.each([
    ['a policy that allows it', 'allow', 1],
    ['a policy that blocks it', 'block', 0],
    ['a list with its origin', [location.origin], 1],
    ['a function', () => 'block' as const, 0],
  ] as const)('of this site follows %s', async (_name, imagePolicy, count) => {
    const url = `${location.origin}/no-picture.png`;
    await render(<App messages={[said(file(url, 'far.png'))]} imagePolicy={imagePolicy} />);
    await expect
      .element(page.getByText('far.png').or(page.getByAltText('far.png')).first())
      .toBeInTheDocument();
    expect(document.querySelectorAll('[role="log"] img')).toHaveLength(count);
  });

  it('that a user sends with others is a tile among tiles', async () => {
    const parts = ['teal', 'navy', 'olive'].map((colour, at) =>
      file(drawn(400 + 100 * at, 200, colour), `${colour}.png`),
    );
    await render(<App messages={[{ id: 'u', role: 'user', parts }]} />);
    await expect.poll(() => document.querySelectorAll('[role="log"] figure')).toHaveLength(3);
    const sizes = [...document.querySelectorAll('[role="log"] figure')].map((figure) =>
      box(figure).slice(2),
    );
    expect(new Set(sizes.map(String))).toEqual(new Set(['100,100']));
  });
});

describe('a file that is no picture', () => {
  it('is a card with its name, kind and size, and is saved by a press', async () => {
    const url = `data:text/html,${encodeURIComponent('<script>alert(1)</script>ψ')}`;
    const saved: {
      readonly name: string;
      readonly text: Promise<string>;
      readonly type: string;
    }[] = [];
    // oxlint-disable-next-line typescript/unbound-method -- it is put back as it was
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function save() {
      const name = this.download;
      const text = fetch(this.href).then((response) => response.text());
      saved.push({ name, text, type: this.target });
    };
    try {
      await render(<App messages={[said(file(url, 'page.html', 'text/html'))]} />);
      const card = page.getByRole('button', { name: /page\.html.*HTML.*Download/ });
      await userEvent.click(card);
      await expect.poll(() => saved).toHaveLength(1);
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
    expect(saved[0]?.name).toBe('page.html');
    expect(await saved[0]?.text).toBe('<script>alert(1)</script>ψ');
  });

  it('is a link of its own tab where it is elsewhere, and none where it would run', async () => {
    await render(
      <>
        <FileView part={{ url: 'https://a.example/doc.pdf', mediaType: 'application/pdf' }} />
        <FileView part={{ url: 'javascript:alert(1)', mediaType: 'text/plain', filename: 'x' }} />
      </>,
    );
    const link = page.getByRole('link', { name: /doc\.pdf/ });
    await expect.element(link).toHaveAttribute('target', '_blank');
    expect(document.querySelectorAll('a')).toHaveLength(1);
    await expect.element(page.getByText('x', { exact: true })).toBeVisible();
  });

  it.each([
    ['audio/wav', 'audio'],
    ['video/webm', 'video'],
  ])('plays with the browser’s controls, and not by itself (%s)', async (mediaType, tag) => {
    await render(<FileView part={{ url: `data:${mediaType};base64,AAAA`, mediaType }} />);
    const player = document.querySelector<HTMLMediaElement>(tag)!;
    expect([player.controls, player.autoplay]).toEqual([true, false]);
    await render(<FileView part={{ url: 'https://a.example/a', mediaType }} />);
    await expect.element(page.getByRole('button', { name: 'Load from a.example' })).toBeVisible();
  });
});
