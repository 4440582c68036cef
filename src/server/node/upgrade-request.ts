import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** An HTTP request to become a socket, as Node's server hands it over. */
export interface UpgradeRequest {
  /** The request. */
  readonly request: IncomingMessage;
  /** Its connection. */
  readonly socket: Duplex;
  /** What has come behind it. */
  readonly head: Buffer;
}
