import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Chat } from '../../src/components/chat.tsx';
import { streamVoice } from '../../src/components/announcer/stream-announcer.tsx';
import { SpeechClockContext } from '../../src/components/announcer/speech-clock.ts';
import { announcements, type Announcements } from '../../src/testing/announcements.ts';
import { manualClock } from '../../src/testing/manual-clock.ts';
import { manualFrames } from '../../src/testing/manual-frames.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { useStreamingChat } from '../../src/use-streaming-chat.ts';

beforeAll(() => streamVoice.load());

let said: Announcements;
beforeEach(() => {
  said = announcements();
});
afterEach(() => said.stop());

function add(html: string): HTMLElement {
  const element = document.createElement('div');
  element.innerHTML = html;
  document.body.append(element);
  return element;
}

it('hears what is put into a live region, and what changes in it', () => {
  const region = add('<div aria-live="polite">here before</div>').firstElementChild;
  expect(said.texts()).toEqual([]);
  region?.append(Object.assign(document.createElement('p'), { textContent: ' Two   words ' }));
  expect(said.all()).toEqual([{ text: 'Two words', urgency: 'polite' }]);
  said.clear();
  const [words] = region?.lastElementChild?.childNodes ?? [];
  if (words) words.nodeValue = 'Other words';
  expect(said.texts()).toEqual(['Other words']);
});

it('hears alerts that appear, and says that they interrupt', () => {
  add('<div role="alert">It broke</div>');
  expect(said.all()).toEqual([{ text: 'It broke', urgency: 'assertive' }]);
});

it('says the whole of an atomic region', () => {
  const region = add('<output aria-atomic="true">2 of <b>3</b></output>').firstElementChild;
  said.clear();
  region?.append(' files');
  expect(said.texts()).toEqual(['2 of 3 files']);
});

it('hears nothing of what is no live region, or one that is off', () => {
  const log = add('<div role="log" aria-live="off"></div>').firstElementChild;
  said.clear();
  log?.append('token');
  add('<p>plain</p>').append('text');
  expect(said.texts()).toEqual([]);
});

it('stops, and leaves the page as it was', () => {
  said.stop();
  const region = add('<div role="status"></div>').firstElementChild;
  region?.append('silence');
  expect(said.texts()).toEqual([]);
  expect(document.createElement('div').attachShadow({ mode: 'closed' })).toBeInstanceOf(ShadowRoot);
});

it('hears what a chat reads out, in its closed shadow root', async () => {
  const clock = manualClock();
  const frames = manualFrames();
  const first = 'One sentence that is long enough to be read out by itself, at once. ';
  const transport = scriptedTransport([first, { wait: 50 }, 'And another one.'], { clock });
  const pass = (ms = 0) =>
    act(async () => {
      await clock.advance(ms);
      frames.tick();
    });
  function Page() {
    const chat = useStreamingChat({ transport, frames, now: () => clock.now() });
    return (
      <>
        <button type="button" onClick={() => void chat.send('Hi')}>
          Ask
        </button>
        <SpeechClockContext.Provider value={clock}>
          <Chat chat={chat} />
        </SpeechClockContext.Provider>
      </>
    );
  }
  render(<Page />);
  act(() => screen.getByText('Ask').click());
  await pass();
  expect(said.texts().join(' ')).toContain(first.trim());
  expect(said.texts().join(' ')).not.toContain('another');
  said.clear();
  await pass(50);
  await pass(2000);
  expect(said.texts().join(' ')).toContain('And another one.');
});
