import type { ChatTransport } from 'rivulet';
import type { ChatMessage } from 'rivulet/protocol';
import { scriptedTransport, textScript } from 'rivulet/testing';
import { newId } from './new-id.ts';
import type { ModelInfo } from './use-model.ts';

/** Whether a model reads text and nothing else; what stands behind an upstream is not known, and is given pictures. */
export function readsTextOnly(model: ModelInfo | undefined): boolean {
  return model !== undefined && model.engine !== 'upstream';
}

/** Whether somebody sent files with a message. */
export function hasFiles({ role, parts }: ChatMessage): boolean {
  return role === 'user' && parts.some(({ type }) => type === 'file');
}

/**
 * Leaves the files out of what is sent while `isTextOnly` says so: the server refuses a question with a part that its model cannot
 * read. The page says it to who asks. A question of files alone is answered here.
 */
export function withoutFiles(server: ChatTransport, isTextOnly: () => boolean): ChatTransport {
  const excuse = scriptedTransport(() => [
    { type: 'start', messageId: newId() },
    ...textScript(
      'The model here reads text only, so it was not shown your file. Ask it in words.',
      {
        tokensPerSecond: 60,
      },
    ),
  ]);
  const excused = new Set<string>();
  const of = (runId = ''): ChatTransport => (excused.has(runId) ? excuse : server);
  return {
    ...server,
    send(request) {
      if (!isTextOnly()) return server.send(request);
      const messages = request.messages.map(textOf);
      const isEmpty = messages.findLast(({ role }) => role === 'user')?.parts.length === 0;
      if (isEmpty) excused.add(request.runId);
      return of(request.runId).send({ ...request, messages });
    },
    resume: (request) => of(request.runId).resume(request),
    cancel: (runId, ...rest) => of(runId).cancel(runId, ...rest),
  };
}

function textOf(message: ChatMessage): ChatMessage {
  if (!hasFiles(message)) return message;
  return { ...message, parts: message.parts.filter(({ type }) => type !== 'file') };
}
