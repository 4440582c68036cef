// @vitest-environment node
import { httpTransport } from '../../src/transports/http/http-transport.ts';
import { describeTransport } from './describe-transport.ts';
import { startRunServer, type RunServerOptions } from './run-server.ts';

function create(options: Partial<RunServerOptions>) {
  return async (scenario: RunServerOptions) => {
    const server = await startRunServer({ ...scenario, ...options });
    return {
      // Nothing is waited for, so that a refusal or a cut is told at once.
      transport: httpTransport({
        url: `${server.origin}/api/chat`,
        idempotencyHeader: true,
        random: () => 0,
      }),
      closed: () => server.idle(),
      cancelled: () => server.cancelled,
      dispose: () => server.close(),
    };
  };
}

describeTransport('httpTransport', create({}));
describeTransport('httpTransport, over connections that end cleanly', create({ cutBy: 'end' }));
describeTransport('httpTransport, with replays that overlap', create({ overlap: 2 }));
