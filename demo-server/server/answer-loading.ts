import type { RequestListener } from 'node:http';
import type { Observer } from './observer.ts';

/** Answers while the model is loaded: the process lives, and is not ready for anything else yet. */
export function answerLoading(observer: Observer): RequestListener {
  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    if (path === '/health/live') {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(JSON.stringify({ status: 'live' }));
      return;
    }
    const isHealth = path === '/health' || path === '/health/ready';
    const code = 'overloaded';
    const message = 'The model is still loading. Ask again in a moment.';
    response.writeHead(503, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'retry-after': '2',
    });
    response.end(JSON.stringify(isHealth ? { status: 'loading' } : { error: { code, message } }));
    if (isHealth) return;
    const address = request.socket.remoteAddress;
    observer.refused({ door: 'http', reason: 'loading', status: 503, address });
  };
}
