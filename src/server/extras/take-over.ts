import { readText } from '../http/read-question.ts';
import { StreamPlaces } from '../http/stream-places.ts';
import { goneOnFrom, postChat } from '../routes/post-chat.ts';
import type { RouteServices } from '../routes/route-services.ts';
import { wholeAnswer } from '../routes/whole-answer.ts';
import type { LeftRun, RunStore } from '../runs/run-store.ts';

type Post = NonNullable<RouteServices['extras']>['post'];

/** Has the body of a question kept beside its run, for the server that may have to go on with it. */
export function withQuestionKept(post: Post): Post {
  return async (request, owner, runId, services) => {
    const { runs, maxBodyBytes = 4 * 1024 * 1024 } = services;
    const question = await readText(request, maxBodyBytes);
    const { url, method, headers, signal } = request;
    const again = new Request(url, { method, headers, signal, body: question });
    const keeping = changed(runs, { create: (options) => runs.create({ question, ...options }) });
    return post(again, owner, runId, { ...services, runs: keeping });
  };
}

/** Goes on with the answers of servers that have died, as if their questions were asked here. */
export function goOnWithLeft(services: RouteServices): void {
  services.runs.onLeft?.((left) => goOnWith(left, services));
}

async function goOnWith(left: LeftRun, services: RouteServices): Promise<void> {
  const { basePath, answer, runs } = services;
  const { id, owner, question, message } = left;
  const asked = new Request(`http://localhost${basePath}/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': id },
    body: question,
  });
  const adopting = changed(runs, {
    get: async () => undefined,
    create: (options) => left.adopt(options),
  });
  await postChat(asked, owner, {
    ...services,
    runs: adopting,
    isTakenOver: true,
    answer(again) {
      const before = goneOnFrom(again);
      return answer({ ...again, written: before ? wholeAnswer(left, before) : message });
    },
    // All this was asked of him when he asked.
    limits: undefined,
    places: new StreamPlaces({ maxStreams: Infinity }),
  });
}

/** A store that does some things otherwise. */
function changed(runs: RunStore, other: Partial<RunStore>): RunStore {
  return new Proxy(runs, {
    get(target, name) {
      const own: unknown = Reflect.get(other, name) ?? Reflect.get(target, name);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}
