import type { ChatTransport } from '../../src/protocol/chat-transport.ts';
import type { PageSignals } from '../../src/transports/page-signals.ts';
import type { OracleOptions } from './oracle-runs.ts';
import type { World } from './world.ts';

/** What a broken client can reach. */
export interface Tools {
  readonly world: World;
  readonly page: PageSignals;
}

/** What is broken on purpose, to see whether it is noticed. */
export interface Sabotage {
  readonly transport?: (transport: ChatTransport, tools: Tools) => ChatTransport;
  readonly server?: Partial<OracleOptions>;
}
