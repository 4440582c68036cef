import type { ChatArchive } from '../history/chat-archive.ts';
import type { ChatServerOptions } from '../options/chat-server.ts';
import type { RouteServices } from '../routes/route-services.ts';
import { postWithExtras } from './post-with-extras.ts';

type Post = NonNullable<RouteServices['extras']>['post'];

/** Adds to a server what its options ask for, and loads that alone. */
export async function addExtras(services: RouteServices): Promise<RouteServices> {
  const archive = await openArchive(services);
  const { historyRoutes } = archive ? await import('../history/history-routes.ts') : {};
  const post: Post = (...given) => postWithExtras(...given, archive);
  const { goOnWithLeft, withQuestionKept } = services.takeOver
    ? await import('./take-over.ts')
    : {};
  const { streamRoutes, taskRoutes } =
    (services.tasks ?? services.streams) ? await import('./task-routes.ts') : {};
  const full = {
    ...services,
    answer: await withTitle({ ...services, answer: await withTools(services) }, archive),
    extras: {
      deleteOwner: async (owner: string) => archive?.deleteOwner(owner),
      post: withQuestionKept?.(post) ?? post,
      routes: {
        ...(archive && historyRoutes?.(archive, services.runs)),
        ...taskRoutes?.(services),
        ...streamRoutes?.(services),
      },
    },
  };
  goOnWithLeft?.(full);
  return full;
}

async function openArchive({
  history,
  tools = {},
  onError,
}: RouteServices): Promise<ChatArchive | undefined> {
  if (!history) return undefined;
  const { ChatArchive } = await import('../history/chat-archive.ts');
  const names = new Set(Object.keys(tools));
  return new ChatArchive(history, (error) => onError(error, 'history'), names);
}

async function withTools(services: RouteServices): Promise<ChatServerOptions['answer']> {
  const { tools, answer, maxSteps = 8, secret, onError } = services;
  if (!tools) return answer;
  const [{ Toolbox }, { ApprovalSeal }, { describeTools }, { answerWithTools }] = await Promise.all(
    [
      import('../tools/toolbox.ts'),
      import('../tools/approval-seal.ts'),
      import('../tools/describe-tools.ts'),
      import('../tools/answer-with-tools.ts'),
    ],
  );
  const tell = (error: unknown) => onError(error, 'tool');
  const toolbox = new Toolbox({ tools, seal: new ApprovalSeal(secret), onError: tell });
  return answerWithTools({
    answer,
    toolbox,
    descriptions: describeTools(tools, tell),
    maxSteps,
  });
}

const titleWaitMs = 5000;

async function withTitle(
  { title, answer, onError }: RouteServices,
  archive: ChatArchive | undefined,
): Promise<ChatServerOptions['answer']> {
  if (!title) return answer;
  const { answerWithTitle } = await import('../titles/answer-with-title.ts');
  return answerWithTitle({
    answer,
    title,
    async hasTitle({ chatId, owner }) {
      return (await archive?.load(chatId, owner))?.title !== undefined;
    },
    async save(name, { chatId, owner }) {
      await archive?.rename(chatId, owner, name);
    },
    onError: (error) => onError(error, 'title'),
    waitMs: titleWaitMs,
  });
}
