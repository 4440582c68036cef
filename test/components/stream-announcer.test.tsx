import { render as renderPlain, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { StreamAnnouncer, streamVoice } from '../../src/components/announcer/stream-announcer.tsx';
import { SpeechClockContext } from '../../src/components/announcer/speech-clock.ts';
import { answer, growing } from './chat-samples.ts';

const sentence = 'This sentence is long enough to be announced by itself, as it should be. ';
// oxlint-disable-next-line typescript/unbound-method -- `call` binds it
const open = Element.prototype.attachShadow;

/** Renders an announcer and gives access to its closed region. */
function watchRegion() {
  let root: ShadowRoot | undefined;
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, init) {
    root = open.call(this, init);
    return root;
  });
  return () => [...(root?.querySelectorAll('p') ?? [])].map((line) => line.textContent);
}

/** A clock by which every pause is over: what is new is said at once. */
let time = 0;
const hasty = {
  now: () => (time += 1e5),
  setTimeout: () => 0,
  clearTimeout: () => undefined,
};

const render = (element: React.ReactElement) =>
  renderPlain(element, {
    wrapper: ({ children }) => (
      <SpeechClockContext.Provider value={hasty}>{children}</SpeechClockContext.Provider>
    ),
  });

afterEach(() => vi.restoreAllMocks());

beforeAll(() => streamVoice.load());

describe('StreamAnnouncer', () => {
  it('announces finished sentences, the rest at the end', () => {
    const announced = watchRegion();
    const { rerender } = render(<StreamAnnouncer messages={[growing(sentence)]} />);
    rerender(<StreamAnnouncer messages={[growing(`${sentence}And half`)]} />);
    expect(announced()).toEqual([sentence.trim()]);
    rerender(<StreamAnnouncer messages={[answer(`${sentence}And half`)]} />);
    expect(announced()).toEqual([sentence.trim(), 'And half']);
  });

  it('says how an answer ended that did not end whole', () => {
    const announced = watchRegion();
    const { rerender } = render(<StreamAnnouncer messages={[growing('Half')]} />);
    rerender(<StreamAnnouncer messages={[answer('Half', { end: 'truncated' })]} />);
    expect(announced()).toEqual(['Half. Connection lost – the answer is incomplete.']);
  });

  it('does not read out what was there when the page opened', () => {
    const announced = watchRegion();
    render(<StreamAnnouncer messages={[answer(sentence)]} />);
    expect(announced()).toEqual([]);
  });

  it('begins anew with the next answer', () => {
    const announced = watchRegion();
    const { rerender } = render(<StreamAnnouncer messages={[growing(sentence)]} />);
    rerender(<StreamAnnouncer messages={[answer(sentence)]} />);
    rerender(<StreamAnnouncer messages={[growing(sentence, 'a2')]} />);
    expect(announced()).toEqual([sentence.trim()]);
  });

  it('says that one more message waits, but not that one is sent', () => {
    const announced = watchRegion();
    const { rerender } = render(<StreamAnnouncer messages={[growing('Half')]} />);
    rerender(<StreamAnnouncer messages={[growing('Half')]} queued={1} />);
    expect(announced()).toEqual(['Waits for the answer above']);
    rerender(<StreamAnnouncer messages={[growing('Half')]} queued={0} />);
    expect(announced()).toHaveLength(1);
  });

  it('keeps its words out of the page, so that nothing is found twice', () => {
    const { container } = render(<StreamAnnouncer messages={[growing(sentence)]} />);
    expect(container).toHaveTextContent('');
    expect(screen.queryByText(sentence.trim())).toBeNull();
  });

  it('says once that the model no longer sees the oldest messages, and again in a new chat', () => {
    const announced = watchRegion();
    const note = 'The model no longer sees the messages above.';
    const { rerender } = render(<StreamAnnouncer messages={[growing('')]} />);
    const said: (string | null)[] = [];
    const hear = (id: string, droppedTurns: number) => {
      rerender(<StreamAnnouncer messages={[growing('', id)]} droppedTurns={droppedTurns} />);
      rerender(<StreamAnnouncer messages={[answer('Yes.', { id })]} droppedTurns={droppedTurns} />);
      said.push(...announced());
    };
    for (const [turn, dropped] of [0, 0, 1, 2, 3].entries()) hear(`a${turn}`, dropped);
    expect(said).toEqual(['Yes.', 'Yes.', note, 'Yes.', 'Yes.', 'Yes.']);
    rerender(<StreamAnnouncer messages={[]} />);
    hear('other', 1);
    expect(said.slice(6)).toEqual([note, 'Yes.']);
  });

  it('does not say of a chat that was there what its model had left out', () => {
    const announced = watchRegion();
    const { rerender } = render(<StreamAnnouncer messages={[answer(sentence)]} droppedTurns={3} />);
    rerender(<StreamAnnouncer messages={[growing('', 'a2')]} droppedTurns={4} />);
    expect(announced()).toEqual([]);
  });
});
