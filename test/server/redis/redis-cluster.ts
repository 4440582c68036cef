import { eventually } from '../../eventually.ts';
import { freePort, startRedis } from './redis-server.ts';

type Redis = Awaited<ReturnType<typeof startNode>>;

const nodeTimeoutMs = 1000;
const ranges = ['0 5460', '5461 10922', '10923 16383'];

/** Starts a Redis Cluster of three primaries, the first of which has a replica, on free ports of the loopback. */
export async function startRedisCluster() {
  const nodes = await Promise.all([...ranges, 'replica'].map(startNode));
  const [first, second, third, replica] = nodes as [Redis, Redis, Redis, Redis];
  const primaries = [first, second, third];
  const meet = async (node: Redis) =>
    first.command(`CLUSTER MEET 127.0.0.1 ${node.port} ${node.busPort}`);
  await Promise.all([second, third, replica].map(meet));
  for (const [index, node] of primaries.entries()) {
    await node.command(`CLUSTER ADDSLOTSRANGE ${ranges[index]}`);
  }
  const id = wordIn(await first.command('CLUSTER MYID'));
  await until(async () => (await replica.command('CLUSTER NODES')).includes(id));
  await until(async () => (await replica.command(`CLUSTER REPLICATE ${id}`)) === '+OK');
  const isWhole = async (node: Redis) =>
    /cluster_state:ok[^]*slots_ok:16384[^]*known_nodes:4/.test(await node.command('CLUSTER INFO'));
  for (const node of nodes) await until(() => isWhole(node));
  await until(async () => (await first.command('ROLE')).includes(String(replica.port)));
  return {
    urls: nodes.map(({ url }) => url),
    /** Forgets all data. */
    clear: () => Promise.all(primaries.map((node) => node.clear())),
    /** Whether the first primary, which has a replica, keeps what belongs to a name. */
    isOnFirst: async (name: string) => {
      const slot = Number(/\d+/.exec(await second.command(`CLUSTER KEYSLOT {${name}}`))?.[0]);
      return slot <= 5460;
    },
    /** Kills the first primary; its replica takes its place after a second or two. */
    killFirst: () => first.kill(),
    /** Whether it has. */
    hasTakenOver: async () => (await replica.command('ROLE')).includes('master'),
    remove: () => Promise.all(nodes.map((node) => node.remove())),
  };
}

async function startNode() {
  // By itself it is ten thousand above the other, which may be beyond all ports.
  const busPort = await freePort();
  const node = await startRedis({
    'cluster-enabled': 'yes',
    'cluster-port': String(busPort),
    'cluster-node-timeout': String(nodeTimeoutMs),
    'cluster-replica-validity-factor': '0',
    'repl-diskless-sync-delay': '0',
    appendonly: 'no',
  });
  return { ...node, busPort };
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  await eventually(async () => {
    if (!(await isSo())) throw new Error('not yet');
  });
}

function wordIn(reply: string): string {
  return reply.split('\r\n').at(-1) ?? '';
}
