import { act, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { Chat, type ChatProps } from '../../src/components/chat.tsx';
import type {
  DictationEngine,
  DictationRun,
  ReadingRun,
} from '../../src/components/voice/voice-engines.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { answer } from './chat-samples.ts';

function openChat(props: Partial<ChatProps>, text = 'Fine.') {
  const transport = scriptedTransport(['Thank you.']);
  function App() {
    const initialMessages = [answer(text, { end: 'complete' })];
    return <Chat chat={useStreamingChat({ transport, initialMessages })} {...props} />;
  }
  render(
    <main lang="de">
      <App />
    </main>,
  );
  return transport;
}

const field = () => screen.getByRole('textbox', { name: 'Message' });
const button = (name: string) => screen.findByRole('button', { name });

/** An engine that hears what the test says. */
function ear() {
  const runs: DictationRun[] = [];
  const engine: DictationEngine = {
    listen(run) {
      runs.push(run);
      return new Promise((resolve) => {
        run.signal.addEventListener('abort', () => resolve());
      });
    },
  };
  const hear = (words: string, isFinal = false) => act(() => runs.at(-1)?.onText(words, isFinal));
  return { runs, engine, hear };
}

/** An engine that keeps what it is to read. */
function voice() {
  const read: [text: string, run: ReadingRun][] = [];
  const engine = {
    read: (text: string, run: ReadingRun) => {
      read.push([text, run]);
      return new Promise<void>((resolve) => {
        run.signal.addEventListener('abort', () => resolve());
      });
    },
  };
  return { read, engine };
}

describe('dictation', () => {
  it('writes what is said behind what is typed, while it is said', async () => {
    const { runs, engine, hear } = ear();
    openChat({ dictation: engine });
    await userEvent.type(field(), 'Tell me');
    await userEvent.click(await button('Dictate'));
    expect(screen.getByText('Listening…')).toHaveRole('status');
    expect(runs[0]?.lang).toBe('de');
    hear('about river');
    expect(field()).toHaveValue('Tell me about river');
    hear('about rivers', true);
    hear('and hills');
    expect(field()).toHaveValue('Tell me about rivers and hills');
  });

  it('goes on from what its user types into it', async () => {
    const { engine, hear } = ear();
    openChat({ dictation: engine });
    await userEvent.click(await button('Dictate'));
    hear('rivers', true);
    await userEvent.type(field(), ', please');
    hear('and hills', true);
    expect(field()).toHaveValue('rivers, please and hills');
  });

  it('stops when it is pressed again, and when the message is sent', async () => {
    const { runs, engine, hear } = ear();
    openChat({ dictation: engine });
    await userEvent.click(await button('Dictate'));
    await userEvent.click(await button('Stop dictation'));
    expect(runs[0]?.signal.aborted).toBe(true);
    await userEvent.click(await button('Dictate'));
    hear('rivers', true);
    await userEvent.type(field(), '{Enter}');
    await waitFor(() => expect(runs[1]?.signal.aborted).toBe(true));
    hear('a late word', true);
    expect(field()).toHaveValue('');
    await button('Dictate');
  });

  it.each([
    [
      new DOMException('no', 'NotAllowedError'),
      'The microphone may not be used. Allow it in the browser.',
    ],
    [new Error('The line is dead.'), 'Dictation stopped: The line is dead.'],
  ])('says why it does not listen (%s)', async (error, words) => {
    const listen = async () => {
      throw error;
    };
    openChat({ dictation: { listen } });
    await userEvent.click(await button('Dictate'));
    expect(await screen.findByText(words)).toHaveRole('status');
    await button('Dictate');
  });

  it('is not offered where the browser cannot', async () => {
    openChat({ dictation: true, readAloud: { read: () => Promise.resolve() } });
    await button('Read aloud');
    expect(screen.queryByRole('button', { name: 'Dictate' })).toBeNull();
  });
});

describe('reading aloud', () => {
  it('reads the words of an answer, not its marks, in the language of the page', async () => {
    const { read, engine } = voice();
    openChat(
      { readAloud: engine },
      '# Rivers\n\nThey **run** to the [sea](https://a.b).\n\n```js\nx\n```',
    );
    await userEvent.click(await button('Read aloud'));
    expect(read.map(([text, { lang }]) => [text, lang])).toEqual([
      ['Rivers. They run to the sea. Code block.', 'de'],
    ]);
  });

  it('stops when it is pressed again, and before somebody dictates', async () => {
    const { read, engine } = voice();
    openChat({ readAloud: engine, dictation: { listen: () => Promise.resolve() } });
    await userEvent.click(await button('Read aloud'));
    await userEvent.click(await button('Stop reading'));
    expect(read[0]?.[1].signal.aborted).toBe(true);
    await userEvent.click(await button('Read aloud'));
    await userEvent.click(await button('Dictate'));
    expect(read[1]?.[1].signal.aborted).toBe(true);
    await button('Read aloud');
  });

  it('says why it could not', async () => {
    openChat({ readAloud: { read: () => Promise.reject(new Error('No voice.')) } });
    await userEvent.click(await button('Read aloud'));
    expect(await screen.findByText('Reading aloud stopped: No voice.')).toBeVisible();
  });
});
