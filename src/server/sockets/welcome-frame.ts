import type { ServerFrame } from '../../protocol/web-socket-frame.ts';
import type { ChatConnectionLimits } from './chat-connection-options.ts';
import { maxCredit, maxFrameBytes } from './run-reader.ts';

/** Greets the client of a session and says what it may do. */
export function welcomeFrame(
  session: string,
  { heartbeatMs, maxStreams, maxSendBytes: maxSend }: ChatConnectionLimits,
): ServerFrame {
  const maxFrame = maxFrameBytes;
  return { type: 'welcome', session, heartbeatMs, maxFrame, maxStreams, maxCredit, maxSend };
}
