import type { ChatCallbacks } from '../options/chat-callbacks.ts';
import { planContinue } from '../state/plan-anew.ts';
import type { ChatView } from '../state/chat-view.ts';

/** What the question needs of its chat. */
interface GoOnHost {
  readonly view: Pick<ChatView, 'getState'>;
  readonly tellFault: (cause: unknown) => void;
  readonly goOn: (makePlan: typeof planContinue) => void;
  readonly rest: () => void;
}

/** The question to the app whether an answer goes on by itself. */
interface GoOnQuestion {
  /** Asks, and does what the app says; the chat is busy until then. */
  readonly ask: (mayGoOn: NonNullable<ChatCallbacks['sendAutomaticallyWhen']>) => Promise<void>;
  readonly isAsked: () => boolean;
  /** No longer wants to know. */
  readonly drop: () => void;
}

/** Makes the question; nobody is asked yet. */
export function goOnQuestion(host: GoOnHost): GoOnQuestion {
  let asked: object | undefined;
  return {
    async ask(mayGoOn) {
      const own = {};
      asked = own;
      let goesOn = false;
      try {
        goesOn = await mayGoOn({ messages: host.view.getState().messages });
      } catch (error) {
        host.tellFault(error);
      }
      // Stopped meanwhile, or asked again as another call has its result.
      if (asked !== own) return;
      asked = undefined;
      if (goesOn) host.goOn(planContinue);
      else host.rest();
    },
    isAsked: () => asked !== undefined,
    drop() {
      asked = undefined;
    },
  };
}
