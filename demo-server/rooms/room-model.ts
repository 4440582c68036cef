import type { ChatEvent, RoomMessage } from 'rivulet/protocol';
import { messageText } from 'rivulet/protocol';
import type { RoomModel, RoomQuestion } from 'rivulet/server';
import { openaiChat } from '../http/foreign/openai-messages.ts';
import type { RunServices } from '../http/start-run.ts';
import { engineAnswer } from '../runs/engine-answer.ts';
import { isGuideRoom } from './room-names.ts';

/** What the model is called in rooms. */
const modelName = 'Rivulet';

/** Questions of the same person that the model is told again. */
const maxBefore = 4;
const called = new RegExp(`@${modelName}\\b[,:]?`, 'giu');

/** The server's model as a member of rooms: it answers whoever names it, and in the guide's chat everybody. */
export function roomModel(services: RunServices): RoomModel {
  return {
    name: modelName,
    avatar: '≋',
    answers: (_, room) => isGuideRoom(room),
    answer: (question) => answerIn(services, question),
  };
}

async function* answerIn(
  { engine, runLimits, observer, queueWait }: RunServices,
  question: RoomQuestion,
): AsyncGenerator<ChatEvent> {
  const { asker, address, room, runId, signal } = question;
  const place = await runLimits?.enter({ owner: asker.id, address });
  try {
    const { accepts = [] } = engine.info;
    const chat = openaiChat(turnsOf(question), accepts);
    const asked = { conversation: `${room} ${asker.id}`, owner: asker.id, address, ...chat };
    const open = await engine.prepare(asked);
    const dated = (stop: AbortSignal) => {
      try {
        return open(stop);
      } catch (error) {
        throw queueWait?.date(error, engine) ?? error;
      }
    };
    const { info } = engine;
    const source = engineAnswer(dated, { id: runId, owner: asker.id, info, observer });
    yield* source({ signal, begin: () => undefined });
  } finally {
    place?.leave();
  }
}

/** What this person has asked the model, and what it has answered: what others talk about is not its matter. */
function turnsOf({ messages, question, asker }: RoomQuestion) {
  const pairs = messages.flatMap((answer) => {
    const before = messages.find(({ id, author }) => id === answer.to && author.id === asker.id);
    return before && answer.end === 'complete' ? [[before, answer] as const] : [];
  });
  const turns = pairs.slice(-maxBefore).flatMap(([before, answer]) => [
    { role: 'user', content: textOf(before) },
    { role: 'assistant', content: messageText(answer) },
  ]);
  return [...turns, { role: 'user', content: textOf(question) }];
}

/** What is asked, without the name of who is asked. */
function textOf(message: RoomMessage): string {
  const text = messageText(message);
  return text.replaceAll(called, '').trim() || text;
}
