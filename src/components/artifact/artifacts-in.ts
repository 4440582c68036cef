import type { ChatMessage, MessagePart } from '../../protocol/chat-message.ts';
import type { ArtifactVersion } from './artifact-version.ts';

/** A document or code in the messages of a chat, with all its versions: what `<Artifact>` is given. */
export interface ListedArtifact {
  /** Names it; parts with the same id are its versions. */
  readonly id: string;
  /** What it is called, by its newest version. */
  readonly title: string;
  /** The language of code; documents have none. */
  readonly language?: string | undefined;
  /** The oldest first. */
  readonly versions: readonly ArtifactVersion[];
}

/** What a part says of an artifact. */
export interface ArtifactPart {
  /** Names it. */
  readonly id: string;
  /** What it is called. */
  readonly title?: string | undefined;
  /** The language of code; documents have none. */
  readonly language?: string | undefined;
  /** Its text, as far as it has arrived. */
  readonly text: string;
}

/**
 * Collects the artifacts of a chat's messages, the first one first. `read` says what a part has of one, such as the input of a
 * tool that writes documents; without it they are the `data` of `data-artifact` parts.
 */
export function artifactsIn(
  messages: readonly ChatMessage[],
  read: (part: MessagePart) => ArtifactPart | undefined = readData,
): readonly ListedArtifact[] {
  const listed = new Map<string, ListedArtifact>();
  for (const part of messages.flatMap(({ parts }) => parts)) {
    const found = read(part);
    if (!found) continue;
    const { id, title, language, text } = found;
    const before = listed.get(id);
    listed.set(id, {
      id,
      title: title ?? before?.title ?? id,
      language: language ?? before?.language,
      versions: [...(before?.versions ?? []), { text }],
    });
  }
  return [...listed.values()];
}

function readData(part: MessagePart): ArtifactPart | undefined {
  if (part.type !== 'data-artifact' || !('data' in part)) return undefined;
  const { data } = part;
  if (typeof data !== 'object' || data === null || !('text' in data)) return undefined;
  const { id, title, language, text } = data as Readonly<Record<string, unknown>>;
  if (typeof id !== 'string' || typeof text !== 'string') return undefined;
  return {
    id,
    text,
    title: typeof title === 'string' ? title : undefined,
    language: typeof language === 'string' ? language : undefined,
  };
}
