/** Reckons how many servers and Redis shards a load needs, and what breaks first: `npm run load -w demo-server`. See docs/LOAD.md. */

/** What was measured of one process on one core; the commands stand in docs/LOAD.md. */
const measured = {
  /** Resident memory of a reader that listens, in KiB. */
  readerKiB: 16,
  /** Events a second that one process gave to 2,000 readers of one live run, each in order, 10 events a second. */
  deliveriesPerSecond: 20_000,
  /** Resident memory of a server without load, in MiB. */
  baseMiB: 120,
};

/** What is assumed; each is a choice of the host or a habit of its readers. */
const assumed = {
  readers: 1_000_000,
  runs: 100_000,
  /** Model tokens a second of one run, as a reader follows them. */
  tokensPerSecond: 30,
  /** Model tokens in one event of the log: one, as only what comes within 5 ms is joined; or what comes within a third of a second. */
  tokensPerEvent: [1, 10],
  /** Processor time of one event from the model to the log and to Redis, in microseconds. */
  eventMicros: 60,
  /** Bytes of one event in a Redis stream, its fields and overhead, and of one model token in it. */
  eventBytes: 145,
  tokenBytes: 5,
  /** Model tokens of an answer. */
  tokensPerRun: 500,
  /** How long an ended run is kept, in seconds. */
  keepSeconds: 300,
  /** Commands a second of one Redis core at half load, XADD of one event and its script. */
  redisWritesPerSecond: 60_000,
  /** Of that core for a blocking read that fans one batch out to a server. */
  redisReadsPerSecond: 60_000,
  /** Share of a core that is used at the peak. */
  use: 0.6,
  /** Memory of a process, in MiB. */
  processMiB: 2048,
  /** Readers that read at another server than the one that writes. */
  elsewhere: 0.5,
};

interface Need {
  readonly what: string;
  readonly processes: number;
}

/** The processes that each resource asks for; the largest decides. */
function needs(tokensPerEvent: number): readonly Need[] {
  const { readers, runs, tokensPerSecond, use, processMiB } = assumed;
  const events = (runs * tokensPerSecond) / tokensPerEvent;
  const readersPerRun = readers / runs;
  const deliveries = events * readersPerRun;
  const readerMiB = measured.readerKiB / 1024;
  return [
    {
      what: 'delivering events to readers',
      processes: deliveries / (measured.deliveriesPerSecond * use),
    },
    {
      what: 'taking events from the model',
      processes: (events * assumed.eventMicros) / 1e6 / use,
    },
    {
      what: 'memory of readers',
      processes: (readers * readerMiB) / (processMiB - measured.baseMiB),
    },
    { what: 'TCP connections at 65,536 files', processes: readers / 65_000 },
  ];
}

/** The shards that each resource of Redis asks for. */
function shards(tokensPerEvent: number): readonly Need[] {
  const { runs, tokensPerSecond, elsewhere, tokensPerRun } = assumed;
  const size = assumed.eventBytes + tokensPerEvent * assumed.tokenBytes;
  const events = (runs * tokensPerSecond) / tokensPerEvent;
  const ended = (runs * tokensPerSecond) / tokensPerRun;
  const bytes = (runs / 2 + ended * assumed.keepSeconds) * (tokensPerRun / tokensPerEvent) * size;
  return [
    { what: 'writing each event once', processes: events / assumed.redisWritesPerSecond },
    {
      what: 'reading it at other servers',
      processes: (events * elsewhere) / assumed.redisReadsPerSecond,
    },
    { what: 'memory, at 16 GiB a shard', processes: bytes / (16 * 1024 ** 3) },
  ];
}

/** A random number from 0 to 1 that is the same each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/**
 * Simulates servers that lose one of them at the peak: its readers come again at the others, spread by chance over the time that the
 * kit's retries take. Returns the most that one server has to take on in a second.
 */
function simulateLoss(
  servers: number,
  spreadSeconds: number,
): { readonly most: number; readonly mean: number } {
  const random = seeded(7);
  const lost = Math.round(assumed.readers / servers);
  const arrivals = new Map<string, number>();
  for (let reader = 0; reader < lost; reader++) {
    // Full jitter: by chance within the window.
    const second = Math.floor(random() * spreadSeconds);
    const server = Math.floor(random() * (servers - 1));
    const place = `${second} ${server}`;
    arrivals.set(place, (arrivals.get(place) ?? 0) + 1);
  }
  const most = Math.max(...arrivals.values());
  return { most, mean: lost / spreadSeconds / (servers - 1) };
}

function shown(processes: number): string {
  return processes < 10 ? processes.toFixed(1) : String(Math.ceil(processes));
}

/** One row for each resource, one column for each number of model tokens in an event. */
function table(title: string, columns: readonly (readonly Need[])[]): void {
  const heads = assumed.tokensPerEvent.map(
    (tokens) => `${tokens} model token${tokens > 1 ? 's' : ''} an event`,
  );
  const lines = (columns[0] ?? []).map(({ what }, row) => {
    const figures = columns.map((needed) => shown(needed[row]?.processes ?? 0));
    return `| ${what} | ${figures.join(' | ')} |`;
  });
  const head = `| ${title} | ${heads.join(' | ')} |\n| --- | ${heads.map(() => '---').join(' | ')} |`;
  process.stdout.write(`\n${head}\n${lines.join('\n')}\n`);
}

const servers = assumed.tokensPerEvent.map(needs);
table('servers, for', servers);
table('Redis shards, for', assumed.tokensPerEvent.map(shards));
for (const needed of servers) {
  const most = Math.ceil(Math.max(...needed.map(({ processes }) => processes)));
  process.stdout.write(
    `\n| one of ${most} servers is lost; its readers come again within | a second at one server: mean | most |\n| --- | --- | --- |\n`,
  );
  for (const seconds of [1, 4, 10]) {
    const { most: peak, mean } = simulateLoss(most, seconds);
    process.stdout.write(`| ${seconds} s | ${mean.toFixed(2)} | ${peak} |\n`);
  }
}
