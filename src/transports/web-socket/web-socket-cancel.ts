import type { ChatError } from '../../protocol/chat-error.ts';
import type { ServerFrame } from '../../protocol/web-socket-frame.ts';
import { lostConnection } from '../lost-connection.ts';
import type { SocketUser } from './web-socket-connection.ts';
import { closeError, refusalError } from './web-socket-error.ts';
import type { SocketSessionOptions } from './web-socket-session.ts';

const answerMs = 10_000;

/** Stops a run on the server. A cancel that is lost leaves the model running, so it is worth the tries of a send. */
export async function cancelSocketRun(
  options: SocketSessionOptions,
  run: string,
  reason: string | undefined,
): Promise<void> {
  const { connection, clock } = options;
  const user = answerTo(run);
  connection.join(user);
  try {
    const failure = await ask();
    if (!failure) return;
    const { cancelAgain } = await import('../http/cancel-again.ts');
    await cancelAgain(options, failure, async () => {
      const again = await ask();
      if (again) throw again;
    });
  } finally {
    connection.leave(user);
  }

  async function ask(): Promise<ChatError | undefined> {
    let timer: unknown;
    try {
      await connection.open();
      const answered = user.wait();
      connection.send({ type: 'cancel', run, ...(reason !== undefined && { reason }) });
      timer = clock.setTimeout(() => user.lost(closeError(4408)), answerMs);
      return await answered;
    } catch (cause) {
      return lostConnection(cause);
    } finally {
      clock.clearTimeout(timer);
    }
  }
}

/** A user of the connection that waits for the answer to one cancel. */
interface CancelUser extends SocketUser {
  /** Resolves with what went wrong; with nothing when the run was stopped. */
  readonly wait: () => Promise<ChatError | undefined>;
}

function answerTo(run: string): CancelUser {
  let settle: (failure?: ChatError) => void = ignore;
  return {
    cancels: run,
    wait: () =>
      new Promise((resolve) => {
        settle = resolve;
      }),
    take(frame: ServerFrame) {
      if (!('run' in frame) || frame.run !== run) return;
      if (frame.type === 'cancelled') settle();
      else if (frame.type === 'err') settle(refusalError(frame));
    },
    lost: (error) => settle(error),
  };
}

function ignore(): void {}
