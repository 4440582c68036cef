import { ChatError } from '../../protocol/chat-error.ts';

/** Takes the name out of a path: `GET /api/runs/7/stream` is the pattern `GET /runs/:id/stream` of the name 7. */
export function patternOf(request: Request, basePath = '/api'): { pattern: string; id: string } {
  const { pathname } = new URL(request.url);
  const path = pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : '';
  const [, kind = '', name, call] = path.split('/');
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const pattern = [kind, name === undefined ? undefined : ':id', call];
  return {
    pattern: `${method} /${pattern.filter((part) => part !== undefined).join('/')}`,
    id: decode(name ?? ''),
  };
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw nothingThere();
  }
}

/** The error of a call that nobody answers. */
export function nothingThere(): ChatError {
  const text = 'There is nothing at this address. Check the path and the method.';
  return new ChatError('not-found', text);
}
