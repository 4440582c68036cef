/** Why Redis cannot be used. */
export interface RedisTrouble {
  /** Whether it answers and refuses, or does not answer. */
  readonly state: 'refuses' | 'away';
  /** What it is called; one of few. */
  readonly reason: string;
  /** What clients are told; nothing in it is about this server's inside. */
  readonly told: string;
  /** What is told at the start, and what to do. */
  readonly advice: string;
}

type Known = Omit<RedisTrouble, 'state'>;

const soon = 'Ask again in a moment.';
const locked = 'The server may not use the store of its answers; whoever runs it has to mend that.';
const cluster: Known = {
  reason: 'cluster',
  told: `The store of the answers is not whole at the moment. ${soon}`,
  advice:
    'Redis is a node of a cluster, and was taken for one that stands alone. Give the addresses of some of its nodes as `cluster`, or the address of a Redis without cluster mode; it may have replicas.',
};
const replica: Known = {
  reason: 'read-only',
  told: `The store of the answers takes nothing new at the moment. ${soon}`,
  advice: 'Redis is a replica and takes no writes. Give the address of its primary.',
};
const wrongLogin: Known = {
  reason: 'wrong-login',
  told: locked,
  advice:
    'Redis does not take the user or the password of its address. Check both; a user stands before the colon: redis://user:password@host:6379.',
};

/** What Redis calls its refusals, by the first word of its reply. */
const refusals: Readonly<Record<string, Known>> = {
  OOM: {
    reason: 'full',
    told: `The store of the answers is full. ${soon}`,
    advice: 'Redis is full and takes no writes. Raise its maxmemory.',
  },
  READONLY: replica,
  MASTERDOWN: replica,
  NOAUTH: {
    reason: 'no-login',
    told: locked,
    advice:
      'Redis asks for a password. Put it into the address: redis://:password@host:6379, or redis://user:password@host:6379.',
  },
  WRONGPASS: wrongLogin,
  NOPERM: {
    reason: 'no-right',
    told: locked,
    advice:
      'Redis does not let its user do what this server needs. Allow it all commands on the keys rivulet:*, scripts among them: ACL SETUSER … ~rivulet:* +@all.',
  },
  DENIED: {
    reason: 'protected',
    told: locked,
    advice: 'Redis is in protected mode and serves its own machine alone. Give it a password.',
  },
  MOVED: cluster,
  ASK: cluster,
  CROSSSLOT: cluster,
  CLUSTERDOWN: cluster,
  TRYAGAIN: cluster,
  LOADING: {
    reason: 'loading',
    told: `The store of the answers is still starting. ${soon}`,
    advice: 'Redis is still loading its data. Start this server again in a moment.',
  },
  MISCONF: {
    reason: 'no-disk',
    told: `The store of the answers takes nothing new at the moment. ${soon}`,
    advice:
      'Redis cannot save its data and takes no writes. Look into its log; its disk may be full.',
  },
  NOREPLICAS: {
    reason: 'no-replicas',
    told: `The store of the answers takes nothing new at the moment. ${soon}`,
    advice:
      'Redis takes no writes without its replicas. Start them, or lower its min-replicas-to-write.',
  },
  BUSY: {
    reason: 'busy',
    told: `The store of the answers is busy. ${soon}`,
    advice: 'Redis is busy with a script of somebody else. Start this server again in a moment.',
  },
};

const silent: RedisTrouble = {
  state: 'away',
  reason: 'silent',
  told: `The store of the answers does not answer. ${soon}`,
  advice:
    'Redis does not answer. Check that there is a Redis at the address, and what stands between.',
};

/** Of a Redis that has not answered for a while. */
export const redisIsSilent = silent;

/** Of a Redis that says of itself that it is a part of a cluster. */
export const redisIsClusterNode: RedisTrouble = { state: 'refuses', ...cluster };

/** Reads what Redis or the way to it has against us: from an error of the client, or one that it caused. */
export function readRedisTrouble(error: unknown): RedisTrouble {
  const message = error instanceof Error ? error.message : String(error);
  const reply = replyOf(message);
  if (reply !== undefined) return { state: 'refuses', ...(refusals[reply] ?? odd(message)) };
  if (/^ERR .*(?:AUTH|invalid password)/.test(message)) return { state: 'refuses', ...wrongLogin };
  if (message.startsWith('ERR ')) return { state: 'refuses', ...odd(message) };
  if (/timeout|ETIMEDOUT/i.test(message)) return silent;
  return {
    state: 'away',
    reason: 'away',
    told: `The server cannot reach the store of its answers. ${soon}`,
    advice: `Redis cannot be reached (${firstLine(message)}). Start it, or check the address.`,
  };
}

/** The word that Redis begins a refusal with; from within a script an older one puts it after a dash. */
function replyOf(message: string): string | undefined {
  const [, word] = /^([A-Z]+)(?: |$)/.exec(message) ?? [];
  if (word !== undefined && word !== 'ERR') return word;
  const [, inner = ''] = (word && /\s-([A-Z]{3,}) /.exec(message)) || [];
  return Object.hasOwn(refusals, inner) ? inner : undefined;
}

function odd(message: string): Known {
  const isOld = /unknown (?:redis )?command/i.test(message);
  const advice = isOld ? 'Use Redis 6.2 or newer.' : 'Check the address.';
  return {
    reason: 'refuses',
    told: `The store of the answers refuses to work. ${soon}`,
    advice: `Redis refuses (${firstLine(message)}). ${advice}`,
  };
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return line.slice(0, 200);
}
