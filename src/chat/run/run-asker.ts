import { truncatedError } from '../../protocol/chat-error.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { ChatTransport } from '../../protocol/chat-transport.ts';
import type { ChatKeeper } from '../storage/chat-keeper.ts';
import { noMetrics } from '../state/chat-metrics.ts';
import type { ChatView } from '../state/chat-view.ts';
import { withoutSiblings } from '../state/hidden-versions.ts';
import type { PresentRun } from './present-run.ts';
import type { SendOptions } from '../options/request-options.ts';
import type { RunPlan } from '../state/run-plan.ts';
import type { SendResult } from '../state/send-result.ts';

/** What asking needs of its chat. */
export interface RunAskerHost {
  readonly chatId: string;
  readonly transport: ChatTransport;
  readonly view: ChatView;
  readonly keeper: ChatKeeper;
  readonly present: PresentRun;
  /** Milliseconds. */
  readonly now: () => number;
  /** What each question was sent with, by the question's id. */
  readonly remembered: Map<string, SendOptions>;
}

/** Asks the server as planned, under a run id of the client's; resolves once it has accepted or refused. Never rejects. */
export type AskRun = (plan: RunPlan, runId: string) => Promise<SendResult>;

/** Makes the function that begins the runs of a chat. */
export function createRunAsker(host: RunAskerHost): AskRun {
  const { chatId, transport, view, keeper, present, now, remembered } = host;
  return (plan, runId) => {
    // A resume that still looks for a run makes way.
    present.current()?.abort.abort();
    const { unanswered, continued } = plan;
    const { id = '' } = plan.request.messages.findLast(({ role }) => role === 'user') ?? {};
    const options = plan.options ?? remembered.get(id);
    if (options) remembered.set(id, options);
    const active = present.open({
      runId,
      standing: 'awaited',
      startedAt: now(),
      unanswered,
      continued,
      headers: options?.headers,
    });
    const { signal } = active.abort;
    view.fork(plan.request.messages);
    const { shown: messages } = plan;
    view.dispatch({ status: 'submitted', error: undefined, messages, metrics: noMetrics });
    keeper.save();
    const asked = plan.request.messages.map(withoutSiblings);
    const request = { ...plan.request, ...options, messages: asked, chatId, runId, signal };
    return new Promise((resolve) => {
      const onAccepted = () => resolve({ accepted: true, messageId: plan.questionId });
      // An abort before the server has answered: the message stays, so for the caller it was taken.
      signal.addEventListener('abort', onAccepted, { once: true });
      void present.read(active, () => transport.send(request), {
        onAccepted,
        onRefused(error = truncatedError()) {
          const { unanswered: list = [] } = active;
          const isKept = ({ id: own }: ChatMessage) => error.retryable || own !== plan.questionId;
          // The list may have been set meanwhile.
          const left = list === unanswered ? plan.refused(error) : list.filter(isKept);
          present.end(active, { messages: left, error });
          resolve({ accepted: false, error });
        },
      });
    });
  };
}
