// @vitest-environment node
import type { ChatTransport, TransportEvent } from '../../../src/protocol/index.ts';
import { describeTransport, type Scenario } from '../../transports/describe-transport.ts';
import { scenarioStore } from './scenario-store.ts';
import { startSocketServer } from './socket-server.ts';

// The server takes no run ids as short as the contract's.
const prefix = 'long-enough-';

function withLongIds(transport: ChatTransport): ChatTransport {
  return {
    send: (request) => shorten(transport.send({ ...request, runId: prefix + request.runId })),
    resume: (request) => shorten(transport.resume({ ...request, ...longId(request.runId) })),
    cancel: (runId, reason) => transport.cancel(prefix + runId, reason),
  };
}

function longId(runId: string | undefined) {
  return runId === undefined ? {} : { runId: prefix + runId };
}

async function* shorten(told: AsyncIterable<TransportEvent>): AsyncGenerator<TransportEvent> {
  for await (const item of told) {
    yield item.type === 'open' ? { ...item, runId: item.runId.slice(prefix.length) } : item;
  }
}

async function create(scenario: Scenario) {
  const runs = scenarioStore(scenario, () => server.cut());
  const server = await startSocketServer({ runs, answer: () => '' });
  return {
    transport: withLongIds(server.transport()),
    closed: () => runs.idle(),
    cancelled: () => runs.cancelled.map((id) => id.slice(prefix.length)),
    dispose: () => server.close(),
  };
}

describeTransport('webSocketTransport', create);
