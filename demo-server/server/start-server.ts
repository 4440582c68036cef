import type { Server } from 'node:http';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { ChatError } from 'rivulet/protocol';
import type { CommandLine } from '../cli/command-line.ts';
import type { Engine } from '../engine/engine.ts';
import { openEngine } from './open-engine.ts';
import { openStores, type Stores } from './open-stores.ts';
import { openDevPage, pageFolder, preparePage } from './page-build.ts';
import { createApp } from '../http/app.ts';
import { createListener } from '../http/listener.ts';
import { IntakeBudget, Shutdown, StreamPlaces, type Rooms } from 'rivulet/server';
import type { Documents } from 'rivulet/server/documents';
import type { ChatSockets } from 'rivulet/server/node';
import { Callers } from './callers.ts';
import { devListener } from './dev-listener.ts';
import { KeyLock } from './key-lock.ts';
import { listen } from './listen.ts';
import { openRunLimits } from './open-run-limits.ts';
import { QueueWait } from './queue-wait.ts';
import { readKeys } from './read-keys.ts';
import { knownSecrets } from './known-secrets.ts';
import { measureServer } from './measure-server.ts';
import type { Observer } from './observer.ts';
import { openDoor, type Door } from './open-door.ts';
import { openDocuments } from './open-documents.ts';
import { openImages } from './open-images.ts';
import { openWorks, type OpenWorks } from './open-works.ts';
import { relieveMemory } from './relieve-memory.ts';
import { openTraces } from './trace-observer.ts';
import { openWatch } from './watch.ts';
import { openRooms } from '../rooms/open-rooms.ts';
import { serveSockets } from '../sockets/chat-sockets.ts';
import { StartError } from '../shared/start-error.ts';
import type { Terminal } from '../cli/terminal.ts';
import { urlOf } from './url-of.ts';

/** A server that runs. */
export interface RunningServer {
  readonly engine: Engine;
  /** Who is told what happens. */
  readonly observer: Observer;
  /** The address of the page. */
  readonly url: string;
  /**
   * Stops in order: takes no new questions, asks the readers to connect again, lets answers that are still read here or
   * elsewhere end, for ten seconds at most, then cuts what is left.
   */
  close(): Promise<void>;
  /**
   * Ends all answers with an error that their readers see, and hangs up, within some seconds: for a process that has to
   * end because of a fault.
   */
  fail(): Promise<void>;
}

const hasNoPage = process.env['RIVULET_PAGE'] === 'none';
const sweepMs = 2000;
const drainMs = 10_000;
const lastWordsMs = 1000;

/**
 * Starts the server: takes the port, loads the model, builds the page, then serves. Until then it answers 503 and
 * `loading`. Throws a `StartError`; `signal` stops a download.
 */
export async function startServer(
  commandLine: CommandLine,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<RunningServer> {
  const callers = new Callers(commandLine.trustProxies);
  const { key, upstreamKey, imagesKey } = await readKeys(commandLine, terminal);
  const secrets = knownSecrets({ key, redis: commandLine.redis, upstreamKey, imagesKey });
  let engine: Engine | undefined;
  const traces = await openTraces(() => engine?.info);
  const watch = openWatch({ level: commandLine.log, secrets, traces });
  const door = openDoor(watch.observer, callers);
  const { server } = door;
  await listen(server, commandLine);
  try {
    // First what fails at once.
    const stores = await openStores(commandLine, watch);
    engine = await openEngine(commandLine, {
      terminal,
      signal,
      upstreamKey,
      log: watch.log,
    });
    const drawing = await openImages(commandLine, { engine, imagesKey, terminal });
    const works = await openWorks(engine, watch.observer, drawing);
    const documents = await openDocuments(commandLine, watch.observer);
    const page = await openPage(server, commandLine.isDev, terminal);
    const opened = { commandLine, callers, key, watch, door, ...stores, engine, works };
    return await serve({ ...opened, documents, page });
  } catch (error) {
    server.close();
    server.closeAllConnections();
    await watch.close();
    throw error;
  }
}

/** All that has been opened before the first question is let in. */
interface Opened extends Stores {
  readonly commandLine: CommandLine;
  readonly callers: Callers;
  readonly key: string | undefined;
  readonly watch: ReturnType<typeof openWatch>;
  readonly door: Door;
  readonly engine: Engine;
  readonly works: OpenWorks;
  readonly documents: Documents;
  readonly page: Awaited<ReturnType<typeof openPage>>;
}

async function serve(opened: Opened): Promise<RunningServer> {
  const { commandLine, callers, key, watch, door, runs, engine, works, documents, page } = opened;
  const { isDev, streams: maxStreamsPerOwner } = commandLine;
  const { observer, metrics } = watch;
  const { server } = door;
  const guard = {
    // One for all doors, so that a guess at one counts at every other.
    lock: new KeyLock(key),
    callers,
    hosts: [...commandLine.allowHosts, commandLine.host, hostname()],
    origins: commandLine.allowOrigins,
  };
  const shutdown = new Shutdown();
  const places = new StreamPlaces({ maxStreamsPerOwner });
  const services = {
    engine,
    runs,
    works,
    runLimits: openRunLimits(commandLine, { engine, runs, key }),
    queueWait: new QueueWait(),
    shutdown,
    places,
    observer,
    intake: new IntakeBudget(),
  };
  const ownPage = hasNoPage ? undefined : pageFolder;
  const app = createApp({ ...guard, ...services, metrics, page: ownPage, isDev });
  door.takeNoSockets();
  const rooms = openRooms({ ...services, roomStore: opened.roomStore });
  const people = { documents, rooms };
  const sockets = await serveSockets(server, { ...guard, ...services, ...people, isShared: isDev });
  const answer = createListener(app, { observer });
  door.answerBy(page ? devListener(page.middlewares, answer) : answer);
  const isShared = commandLine.redis !== undefined;
  measureServer(metrics, { engine, runs, isShared, server, places, sockets: () => sockets.size });
  const url = urlOf(server, commandLine.host, key);
  return { engine, observer, url, ...endings(opened, shutdown, { sockets, rooms }) };
}

/** The two ways in which a server ends. */
function endings(
  { watch, door: { server, answers }, runs, engine, works, documents, page }: Opened,
  shutdown: Shutdown,
  { sockets, rooms }: { readonly sockets: ChatSockets; readonly rooms: Rooms },
): Pick<RunningServer, 'close' | 'fail'> {
  const sweeper = setInterval(() => runs.sweep(), sweepMs);
  sweeper.unref();
  const stopRelief = relieveMemory(server, (count) => {
    watch.log.warn({ count }, 'Memory is short: slow readers were asked to come back');
  });
  const close = async () => {
    shutdown.begin();
    await sockets.close();
    await documents.close();
    await runs.drain(drainMs);
    await rooms.close();
    clearInterval(sweeper);
    stopRelief();
    server.close();
    // A cut without an end marker: the clients know that the answer is not whole and look for the server.
    server.closeAllConnections();
    await page?.close();
    await runs.close();
    await works.close();
    await engine.close();
    await watch.close();
  };
  const fail = async () => {
    await runs.fail(crashed());
    await Promise.race([answers.settled(), delay(lastWordsMs, undefined, { ref: false })]);
    shutdown.begin();
    await sockets.close();
    await documents.close();
    server.close();
    server.closeAllConnections();
    await watch.close();
  };
  return { close, fail };
}

async function openPage(server: Server, isDev: boolean, terminal: Terminal) {
  if (hasNoPage) return undefined;
  if (isDev) return openDevPage(server);
  const hasPage = await preparePage((text) => terminal.say(text)).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new StartError(`The page cannot be built (${reason}). Run npm install and try again.`, {
      cause,
    });
  });
  if (!hasPage) terminal.say('There is no page to serve; the API is at /api.');
  return undefined;
}

function crashed(): ChatError {
  return new ChatError('server', 'The server has failed and stops. Ask again in a moment.');
}
