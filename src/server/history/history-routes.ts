import { ChatError } from '../../protocol/chat-error.ts';
import { readText } from '../http/read-question.ts';
import { identityOf } from '../runs/run.ts';
import type { RunStore } from '../runs/run-store.ts';
import type { ChatArchive } from './chat-archive.ts';
import type { SavedChat } from './chat-history.ts';

/** A call on a chat, by its method and path. */
export type HistoryRoute = (id: string, request: Request, owner: string) => Promise<Response>;

const maxPage = 100;
const maxTitle = 200;
const headers = { 'cache-control': 'no-store' };

/** The calls by which a client lists, reads, renames and deletes the chats of its user. */
export function historyRoutes(
  archive: ChatArchive,
  runs: RunStore,
): Readonly<Record<string, HistoryRoute>> {
  return {
    async 'GET /chats'(_, request, owner) {
      const { searchParams } = new URL(request.url);
      const asked = Number(searchParams.get('limit') ?? 30);
      const limit = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), maxPage) : 30;
      const cursor = searchParams.get('cursor') ?? undefined;
      const { chats, next } = await archive.list(identityOf(owner), limit, cursor);
      const listed = chats.map(({ owner: _owner, ...chat }) => chat);
      return Response.json({ chats: listed, next: next ?? null }, { headers });
    },
    async 'GET /chats/:id'(id, _, owner) {
      const identity = identityOf(owner);
      // The run first: an answer that ends between the two is told twice rather than not at all.
      const run = await runs.activeIn(id, identity);
      const chat = found(await archive.load(id, identity));
      const continues =
        run !== undefined && run.log.snapshot().message.id === chat.messages.at(-1)?.id;
      return Response.json(
        { ...told(chat), messages: chat.messages, activeRunId: run?.id ?? null, continues },
        { headers },
      );
    },
    async 'PATCH /chats/:id'(id, request, owner) {
      const title = await readTitle(request);
      return Response.json(told(found(await archive.rename(id, identityOf(owner), title))));
    },
    async 'DELETE /chats/:id'(id, _, owner) {
      const identity = identityOf(owner);
      await runs.forgetChat(id, identity);
      await archive.delete(id, identity);
      return new Response(null, { status: 204 });
    },
  };
}

function found(chat: SavedChat | undefined): SavedChat {
  if (chat) return chat;
  throw new ChatError('not-found', 'There is no such chat of yours. It may have been deleted.');
}

function told({ id, title, createdAt, updatedAt }: SavedChat): object {
  return { id, title, createdAt, updatedAt };
}

async function readTitle(request: Request): Promise<string> {
  let title: unknown;
  try {
    ({ title } = JSON.parse(await readText(request, 10_000)) as { title?: unknown });
  } catch (cause) {
    if (cause instanceof ChatError) throw cause;
  }
  if (typeof title === 'string' && title.trim() !== '' && title.length <= maxTitle) return title;
  const text = `\`title\` must be a text of 1 to ${maxTitle} characters. Send { title }.`;
  throw new ChatError('bad-request', text);
}
