import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { Chat, type ChatProps } from '../../src/components/chat.tsx';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import '../../src/styles/styles.css';
import './window.css';

function App(props: Partial<ChatProps>) {
  const chat = useStreamingChat({ transport: scriptedTransport(['Fine.']) });
  return (
    <div className="window">
      <Chat chat={chat} {...props} />
    </div>
  );
}

/** Drags a file as far as `last` over an element; answers whether somebody took the last event. */
function drag(target: Element, last: 'dragover' | 'drop', name = 'notes.txt'): boolean {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(['notes'], name, { type: 'text/plain' }));
  const types = last === 'drop' ? ['dragenter', 'dragover', 'drop'] : ['dragenter', 'dragover'];
  const taken = types.map((type) => {
    const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer });
    target.dispatchEvent(event);
    return event.defaultPrevented;
  });
  return taken.at(-1) === true;
}

const removeButton = (name: string) => page.getByRole('button', { name: `Remove ${name}` });
const chat = () => document.querySelector<HTMLElement>('.rv-chat')!;

describe('files that are dragged', () => {
  it('are attached wherever in the chat they are dropped', async () => {
    await render(<App />);
    expect(drag(document.querySelector('[role="log"]')!, 'drop', 'a.txt')).toBe(true);
    await expect.element(removeButton('a.txt')).toBeVisible();
    expect(drag(document.querySelector('textarea')!, 'drop', 'b.txt')).toBe(true);
    await expect.element(removeButton('b.txt')).toBeVisible();
  });

  it('bring up a sheet over the chat, which goes with them', async () => {
    await render(<App />);
    drag(chat(), 'dragover');
    expect(getComputedStyle(chat(), '::after').content).toBe('"Drop files to attach them"');
    window.dispatchEvent(new DragEvent('dragleave'));
    expect(getComputedStyle(chat(), '::after').content).toBe('none');
    drag(chat(), 'dragover');
    drag(document.body, 'dragover');
    expect(getComputedStyle(chat(), '::after').content).toBe('none');
  });

  it('do not open in the place of the page when they miss the chat', async () => {
    const { unmount } = await render(<App />);
    expect(drag(document.body, 'drop')).toBe(true);
    expect(document.querySelector('.rv-tray')).toBeNull();
    await unmount();
    expect(drag(document.body, 'drop')).toBe(false);
  });

  it('are left to a place of the page that takes them, and to its file inputs', async () => {
    const taken: string[] = [];
    await render(
      <>
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a place for files */}
        <div
          data-testid="own"
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            taken.push(...[...event.dataTransfer.files].map(({ name }) => name));
          }}
        >
          Own
        </div>
        <input type="file" aria-label="Own input" />
        <App />
      </>,
    );
    drag(page.getByTestId('own').element(), 'drop', 'own.txt');
    expect(taken).toEqual(['own.txt']);
    expect(drag(page.getByLabelText('Own input').element(), 'drop')).toBe(false);
    expect(document.querySelector('.rv-tray')).toBeNull();
  });

  it('go to the chat that they are dropped on', async () => {
    await render(
      <>
        <App />
        <App />
      </>,
    );
    const [first, second] = document.querySelectorAll('.rv-chat');
    drag(second!, 'drop', 'second.txt');
    await expect.element(removeButton('second.txt')).toBeVisible();
    expect(first?.querySelector('.rv-tray')).toBeNull();
  });

  it('are nobody’s where files are switched off', async () => {
    await render(<App files={false} />);
    expect(drag(chat(), 'drop')).toBe(false);
  });
});

it('shows a thumbnail of a picture and lets go of it', async () => {
  await render(<App />);
  const canvas = document.createElement('canvas');
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([blob!], 'river.png', { type: 'image/png' }));
  const event = new ClipboardEvent('paste', {
    bubbles: true,
    cancelable: true,
    clipboardData: dataTransfer,
  });
  document.querySelector('textarea')!.dispatchEvent(event);
  await expect.element(removeButton('river.png')).toBeVisible();
  const image = document.querySelector<HTMLImageElement>('.rv-tray img')!;
  await expect.poll(() => image.naturalWidth).toBe(300);
  await userEvent.click(removeButton('river.png'));
  await expect
    .poll(() =>
      fetch(image.src).then(
        () => 'there',
        () => 'gone',
      ),
    )
    .toBe('gone');
});

it('makes a large picture smaller when it is asked to', async () => {
  const sent: { readonly name: string; readonly type: string }[] = [];
  const upload = (file: File) => {
    sent.push(file);
    return Promise.resolve({
      type: 'file',
      mediaType: file.type,
      url: 'https://f.example/x',
    } as const);
  };
  await render(<App upload={upload} downscale={{ maxSide: 64, type: 'image/jpeg' }} />);
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 320;
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([blob!], 'river.png', { type: 'image/png' }));
  document
    .querySelector('textarea')!
    .dispatchEvent(
      new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: dataTransfer }),
    );
  await expect
    .poll(() => sent.map(({ name, type }) => [name, type]))
    .toEqual([['river.jpg', 'image/jpeg']]);
  const { width, height } = await createImageBitmap(sent[0] as File);
  expect([width, height]).toEqual([64, 32]);
});
