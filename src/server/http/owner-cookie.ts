import { ChatError } from '../../protocol/chat-error.ts';
import { ownerOfFirstVisit } from '../runs/run.ts';

// As long as a run can be read that several tabs may have started at once.
const visitSeconds = 20 * 60;
const mostOthers = 8;
const yearSeconds = 365 * 24 * 60 * 60;

/** Who a request comes from. */
export interface Visitor {
  /** Whom the runs that it starts belong to; see `isOpenTo`. */
  readonly owner: string;
  /** The cookie that makes a browser known from now on; undefined where it is known. */
  readonly setCookie?: readonly string[] | undefined;
  /** Who else he is, where several tabs came first at once and each was given a cookie. */
  readonly others?: readonly string[] | undefined;
}

/**
 * Knows browsers by a random cookie, which scripts cannot read and other sites cannot send; a hash of it owns their runs,
 * so that whoever sees the runs does not learn the cookie. Of the cookies that tabs are given which come first at the same time a
 * browser keeps one; so each is given once more for a while, under a name of its own.
 */
export async function visitorOf(request: Request): Promise<Visitor> {
  const cookies = request.headers.get('cookie') ?? '';
  const known = /(?:^|;\s*)rivulet_visitor=([\w-]{36})(?:;|$)/.exec(cookies)?.[1];
  if (known !== undefined) {
    const visits = [...cookies.matchAll(/(?:^|;\s*)rivulet_visit_[\w-]+=([\w-]{36})(?=;|$)/g)];
    const others = visits.map(([, id = '']) => id).filter((id) => id !== known);
    return {
      owner: await hash(known),
      others: await Promise.all(others.slice(0, mostOthers).map(hash)),
    };
  }
  const id = crypto.randomUUID();
  const isSecure = request.url.startsWith('https:');
  const cookie = (name: string, seconds: number) =>
    `${name}=${id}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
  return {
    owner: ownerOfFirstVisit(await hash(id)),
    setCookie: [
      cookie('rivulet_visitor', yearSeconds),
      cookie(`rivulet_visit_${id.slice(0, 8)}`, visitSeconds),
    ],
  };
}

/** Has a call answered for a visitor as whoever of those that he is has what it asks for, himself first. */
export async function answerAsAny(
  request: Request,
  { owner, others = [] }: Visitor,
  answer: (request: Request, owner: string) => Promise<Response>,
): Promise<Response> {
  if (others.length === 0) return answer(request, owner);
  const calls = [owner, ...others].map((each) => [request.clone(), each] as const);
  let first: Promise<Response> | undefined;
  for (const call of calls) {
    const answering = answer(...call);
    first ??= answering;
    if (await hasFound(answering)) return answering;
  }
  return first!;
}

/** Whether a call has found what it asks for; that something else failed is an answer, too. */
async function hasFound(answering: Promise<Response>): Promise<boolean> {
  try {
    const response = await answering;
    if (!/json/.test(response.headers.get('content-type') ?? '')) return response.status !== 204;
    const { runId } = (await response.clone().json()) as { runId?: string | null };
    return runId !== null;
  } catch (error) {
    // A key that is taken may be his own.
    return !(error instanceof ChatError && (error.status === 404 || error.status === 409));
  }
}

async function hash(id: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(id));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
