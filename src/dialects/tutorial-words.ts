/** What a frame of a tutorial's stream is for. */
export type TutorialKind =
  | 'text'
  | 'batch'
  | 'reasoning'
  | 'end'
  | 'footer'
  | 'error'
  | 'abort'
  | 'alive'
  | 'notice'
  | 'data';

// The names of events and the values of `type` that guides use, in lower case.
const words: Readonly<Record<TutorialKind, string>> = {
  text: 'token tokens delta message chunk text content answer response text_delta text_chunk stream generating',
  batch: 'batch chunk_batch chunks token_batch',
  reasoning: 'reasoning thinking thought reasoning_content',
  end: 'done complete completed end finish finished stop eos close closed stream_end message_end finalanswer final_answer final final_response finalize finalizeresponsestream',
  footer: 'footer trailer summary',
  error: 'error failed failure fail fatal exception',
  abort: 'cancelled canceled aborted abort stopped',
  alive: 'ping heartbeat keepalive keep-alive typing',
  notice: 'retry retrying reconnect reconnecting warning notice debug log add_message begin',
  data: 'start metadata meta citation citations source sources usage header item progress status info stats session init connected ready stream_start message_start',
};
const kinds = kindsOf(words);

// The last word of a name in several, after words that say no more than whose it is.
const lastKinds = kindsOf({
  text: 'token delta chunk text content partial piece part message',
  batch: 'batch',
  end: 'done complete completed end ended finish finished',
  error: 'error failed failure',
  abort: 'cancelled canceled aborted stopped',
  alive: 'typing ping heartbeat',
  notice: 'start started begin created in_progress progress queued',
});
const owner =
  /^(?:stream|chat|message|response|generation|completion|answer|run|ai|assistant|bot|llm|model|agent|content|text|token|output|partial|new|conversation|thread)$/;
const job = /^(?:pipeline|workflow|process|processing|job|all|request)$/;

function kindsOf(
  lists: Readonly<Partial<Record<TutorialKind, string>>>,
): ReadonlyMap<string, TutorialKind> {
  return new Map(
    Object.entries(lists).flatMap(([kind, list]) =>
      list.split(' ').map((word) => [word, kind as TutorialKind] as const),
    ),
  );
}

/** Says what a frame of this name or `type` is for; `undefined` for a word that no guide uses. */
export function tutorialKind(word: string): TutorialKind | undefined {
  const name = word.toLowerCase();
  const found = kinds.get(name) ?? kinds.get(name.replace(/[_-]event$/, ''));
  return found ?? (/^tools?[_-]/.test(name) ? 'data' : compoundKind(word));
}

// `ai_message_partial`, `content_chunk`, `stream_complete`, `textDelta`.
function compoundKind(word: string): TutorialKind | undefined {
  const parts = word
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_\-.:\s]+/);
  const last = lastKinds.get(parts.splice(-1 - Number(/in_progress$/i.test(word))).join('_'));
  if (!last || parts.length === 0) return undefined;
  if (last === 'text' && parts.every((part) => /^(?:reasoning|thinking|thought)$/.test(part)))
    return 'reasoning';
  return parts.every((part) => owner.test(part) || (last === 'end' && job.test(part)))
    ? last
    : undefined;
}

/** Says whether a word is of a server that tells how it fares, without anything around it. */
export function isNotice(word: string): boolean {
  // With `begin`, n8n's streams begin.
  return word !== 'begin' && kinds.get(word.toLowerCase()) === 'notice';
}

/** Says how a status object ends the stream, by the word in its `status`; `undefined` while it goes on. */
export function statusKind(status: string): 'end' | 'error' | 'abort' | undefined {
  if (/^(?:success|succeeded|ok)$/i.test(status)) return 'end';
  const kind = tutorialKind(status);
  return kind === 'end' || kind === 'error' || kind === 'abort' ? kind : undefined;
}

/** Names what a status is about: `sentiment` for `sentiment_progress`; `status` where it is about the whole. */
export function statusSubject(status: string): string {
  const [, subject] =
    /^(?!in[_-])(\w+?)[_-](?:start(?:ed|ing)?|process(?:ed|ing)|progress|running|complet(?:e|ed|ing)|done|finished|error|failed)$/i.exec(
      status,
    ) ?? [];
  return subject === undefined || statusKind(status) === 'end' ? 'status' : subject;
}

/** Says whether a type is of what others said or of what the server says about itself. */
export function isAside(type: string): boolean {
  return /^(?:user|human|system|input|prompt|query|echo|server)(?:[_\-.]|$)/i.test(type);
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
  'textResponse',
] as const;
