import { act, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { SpeechClockContext } from '../../src/components/announcer/speech-clock.ts';
import { Chat, type ChatProps } from '../../src/components/chat.tsx';
import { math } from '../../src/math/math.tsx';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { announcements } from '../../src/testing/announcements.ts';
import { manualClock, type ManualClock } from '../../src/testing/manual-clock.ts';
import { manualFrames } from '../../src/testing/manual-frames.ts';
import type { Script } from '../../src/testing/script.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { answer, question } from './chat-samples.ts';

/** What happens while somebody listens. */
export interface Situation {
  /** What the server says, to each request its own. @default nothing is asked */
  readonly server?: Script | readonly Script[];
  /** What stood there before. @default none */
  readonly history?: readonly ChatMessage[];
  readonly announce?: ChatProps['announce'];
  /** What the user does, by the time in milliseconds. @default asks at the beginning */
  readonly user?: Readonly<Record<number, () => void | Promise<void>>>;
}

const frames = manualFrames();
const markdown = { plugins: [math()] };
const silence: Script = [];

/** Plays a situation and answers with what a listener has heard, `!` before what interrupts. */
export async function hear(situation: Situation): Promise<string[]> {
  const said = announcements();
  const clock = manualClock();
  render(<Page {...situation} clock={clock} />);
  await pass(clock, 0);
  const acts = Object.entries(situation.user ?? { 0: ask() });
  for (let at = 0; at < 12_000; at += at < 500 ? 20 : 250) {
    const step = at < 500 ? 20 : 250;
    for (const [due, doIt] of acts) {
      // oxlint-disable-next-line no-await-in-loop -- one thing after the other
      if (Number(due) >= at && Number(due) < at + step) await doIt();
    }
    // oxlint-disable-next-line no-await-in-loop -- time passes
    await pass(clock, step);
  }
  said.stop();
  return said.all().map(({ text, urgency }) => (urgency === 'assertive' ? `! ${text}` : text));
}

/** Sends a question. */
export const ask =
  (text = 'Go') =>
  (): void => {
    const field = screen.getByRole('textbox', { name: 'Message' });
    act(() => field.focus());
    fireEvent.change(field, { target: { value: text } });
    fireEvent.keyDown(field, { key: 'Enter' });
  };

/** Presses a button. */
export const press = (name: string) => (): void => {
  act(() => screen.getByRole('button', { name }).click());
};

/** Gives the focus to something. */
export const focus = (role: string, name: string) => (): void => {
  act(() => screen.getByRole(role, { name }).focus());
};

function pass(clock: ManualClock, ms: number): Promise<void> {
  return act(async () => {
    await clock.advance(ms);
    frames.tick();
  });
}

function Page({
  server = silence,
  history = [],
  announce,
  clock,
}: Situation & { readonly clock: ManualClock }): React.JSX.Element {
  const scripts = isManyScripts(server) ? server : [server];
  const transport = scriptedTransport((_, index) => scripts[index] ?? silence, { clock });
  const means = { frames, now: () => clock.now(), whileStreaming: 'queue' } as const;
  const chat = useStreamingChat({ transport, initialMessages: history, ...means });
  const other = useStreamingChat({ transport, initialMessages: otherTalk, ...means });
  const [isOther, setOther] = useState(false);
  return (
    <SpeechClockContext.Provider value={clock}>
      <button type="button" onClick={() => setOther(true)}>
        Another chat
      </button>
      <Chat chat={isOther ? other : chat} markdown={markdown} announce={announce} />
    </SpeechClockContext.Provider>
  );
}

const otherTalk = [question('Where?', 'q9'), answer('There.', { id: 'a9' })];

function isManyScripts(server: Script | readonly Script[]): server is readonly Script[] {
  return Array.isArray(server[0]);
}
