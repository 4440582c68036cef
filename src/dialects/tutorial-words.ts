/** What a frame of a tutorial's stream is for. */
export type TutorialKind =
  | 'text'
  | 'reasoning'
  | 'end'
  | 'footer'
  | 'error'
  | 'abort'
  | 'alive'
  | 'data';

// The names of events and the values of `type` that guides use, in lower case.
const words: Readonly<Record<TutorialKind, string>> = {
  text: 'token tokens delta message chunk text content answer response text_delta text_chunk stream',
  reasoning: 'reasoning thinking thought reasoning_content',
  end: 'done complete completed end finish finished stop eos close closed stream_end message_end',
  footer: 'footer trailer summary',
  error: 'error failed failure fail',
  abort: 'cancelled canceled aborted abort stopped',
  alive: 'ping heartbeat keepalive keep-alive',
  data: 'start metadata meta citation citations source sources usage header item progress status info stats session init connected ready stream_start message_start',
};
const kinds = new Map(
  Object.entries(words).flatMap(([kind, list]) =>
    list.split(' ').map((word) => [word, kind as TutorialKind] as const),
  ),
);

/** Says what a frame of this name or `type` is for; `undefined` for a word that no guide uses. */
export function tutorialKind(word: string): TutorialKind | undefined {
  const name = word.toLowerCase();
  return kinds.get(name) ?? (/^tools?[_-]/.test(name) ? 'data' : undefined);
}

/** Says how a status object ends the stream, by the word in its `status`; `undefined` while it goes on. */
export function statusKind(status: string): TutorialKind | undefined {
  if (/^(?:success|succeeded)$/i.test(status)) return 'end';
  const kind = tutorialKind(status);
  return kind === 'end' || kind === 'error' || kind === 'abort' ? kind : undefined;
}

/** The fields in which guides send text, the first one that is a string counts. */
export const textFields = [
  'token',
  'text',
  'content',
  'delta',
  'chunk',
  'response',
  'answer',
  'message',
] as const;
