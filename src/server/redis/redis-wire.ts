import { createClient, createCluster, createSentinel } from 'redis';
import { ChatError } from '../../protocol/chat-error.ts';
import type { RedisAddress, RedisClientLike } from './redis-address.ts';

/** A client of the `redis` package of one of three kinds, as it is used here. */
export interface RedisWire {
  /** What all kinds have. */
  readonly client: EventedClient;
  /** Whether the keys of one command must be in one slot. */
  readonly isCluster: boolean;
  /** Whether another Redis may take the place of one that fails, and know a little less than that. */
  readonly isReplicated: boolean;
  /** Sends one command. */
  readonly send: (words: string[]) => Promise<unknown>;
}

interface EventedClient {
  on(event: 'error' | 'ready', listen: (error: unknown) => void): unknown;
  connect(): Promise<unknown>;
  destroy(): unknown;
  /** Not there of a cluster, each of whose nodes is ready or not. */
  readonly isReady?: boolean;
}

interface SingleClient extends EventedClient {
  sendCommand(words: string[]): Promise<unknown>;
}

interface ClusterClient extends EventedClient {
  sendCommand(key: string | undefined, isReadonly: boolean, words: string[]): Promise<unknown>;
}

interface SentinelClient extends EventedClient {
  sendCommand(isReadonly: boolean, words: string[]): Promise<unknown>;
}

// A connection that says nothing for this long is a dead one; the shared reader blocks for less.
const silenceMs = 8000;
// How soon a cluster or its Sentinels are asked who has taken the place of a node that is gone.
const lookMs = 200;

const plain = {
  RESP: 2,
  disableOfflineQueue: true,
  pingInterval: 2000,
  maintNotifications: 'disabled',
} as const;
const settings = {
  ...plain,
  socket: {
    connectTimeout: 3000,
    socketTimeout: silenceMs,
    reconnectStrategy: (retries: number) =>
      Math.min(50 * 2 ** retries, 1000) * (0.5 + Math.random() / 2),
  },
} as const;

/** Makes a client for an address, which is not connected yet. The only file that imports the `redis` package. */
export function openWire(address: RedisAddress): RedisWire {
  if ('url' in address) return single(createClient({ ...settings, url: address.url }));
  if ('cluster' in address) return cluster(address.cluster);
  if ('sentinels' in address) return sentinel(address);
  return duplicateOf(address.client);
}

function single(client: SingleClient): RedisWire {
  const send = (words: string[]) => client.sendCommand(words);
  return { client, isCluster: false, isReplicated: false, send };
}

function cluster(urls: readonly string[]): RedisWire {
  const [first = ''] = urls;
  const { username, password, protocol } = new URL(first);
  const login = {
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
  };
  const tls = protocol === 'rediss:' ? { tls: true as const } : {};
  const client = createCluster({
    RESP: 2,
    rootNodes: urls.map((url) => ({ url })),
    defaults: { ...settings, ...login, socket: { ...settings.socket, ...tls } },
    topologyRefreshOnReconnectionAttemptStrategy: lookMs,
  });
  return ofCluster(client);
}

function ofCluster(client: ClusterClient): RedisWire {
  const send = (words: string[]) => client.sendCommand(keyOf(words), false, words);
  return { client, isCluster: true, isReplicated: true, send };
}

function sentinel({
  sentinels,
  primary,
  username,
  password,
}: Extract<RedisAddress, { sentinels: unknown }>): RedisWire {
  const client = createSentinel({
    RESP: 2,
    name: primary,
    sentinelRootNodes: [...sentinels],
    scanInterval: 1000,
    nodeClientOptions: {
      ...settings,
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
    },
  });
  return ofSentinel(client);
}

function ofSentinel(client: SentinelClient): RedisWire {
  const send = (words: string[]) => client.sendCommand(false, words);
  return { client, isCluster: false, isReplicated: true, send };
}

function duplicateOf(client: RedisClientLike): RedisWire {
  if (typeof client?.duplicate !== 'function') throw noClient();
  const copy: unknown = client.duplicate({ ...plain } as never);
  if ('masters' in client) return ofCluster(copy as ClusterClient);
  if ('getMasterNode' in client) return ofSentinel(copy as SentinelClient);
  return single(copy as SingleClient);
}

function noClient(): ChatError {
  const text =
    '`client` is no client of the package `redis`. Give what createClient, createCluster or createSentinel returns.';
  return new ChatError('config', text);
}

/** The key by which a cluster knows which node a command is for. */
function keyOf(words: readonly string[]): string | undefined {
  switch (words[0]) {
    case 'EVAL':
    case 'EVALSHA':
      return words[3];
    case 'XREAD':
      return words[words.indexOf('STREAMS') + 1];
    case 'INFO':
      return undefined;
    default:
      return words[1];
  }
}
