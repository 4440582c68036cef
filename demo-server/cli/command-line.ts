import { parseArgs } from 'node:util';
import type { GpuChoice } from '../engine/device.ts';
import { logLevels, type LogLevel } from '../server/log-level.ts';
import { StartError } from '../shared/start-error.ts';
import { imagesHelp, imagesOptions, readImages, type ImagesCommand } from './images-options.ts';
import {
  readUpstream,
  upstreamHelp,
  upstreamOptions,
  type UpstreamCommand,
} from './upstream-options.ts';
import { wholeNumber } from './whole-number.ts';

/** What the command line asks for. */
export interface CommandLine {
  readonly model: string | undefined;
  /** The model servers behind this one, in place of a model. */
  readonly upstream: UpstreamCommand | undefined;
  /** The painter behind this one, in place of our own. */
  readonly images: ImagesCommand | undefined;
  readonly port: number;
  readonly host: string;
  readonly gpu: GpuChoice;
  readonly context: number | undefined;
  readonly parallel: number | undefined;
  readonly pace: number;
  readonly key: string | undefined;
  /** The file that holds the key. */
  readonly keyFile: string | undefined;
  /** Address of the Redis that shares the runs with other servers. */
  readonly redis: string | undefined;
  /** The folder that keeps the rooms, where no Redis does. */
  readonly rooms: string | undefined;
  /** The folder that keeps the shared documents, where no Redis does. */
  readonly documents: string | undefined;
  /** Streams that one user may have open. */
  readonly streams: number | undefined;
  /** Answers that one user may have under way. */
  readonly runs: number | undefined;
  /** Answers that one address may have under way, whoever asks from there. */
  readonly runsPerAddress: number | undefined;
  /** Questions that one user may ask in a minute; those of one address may be five times as many. */
  readonly runsPerMinute: number | undefined;
  /** How long the model may write at one answer, in seconds. */
  readonly longestRun: number | undefined;
  /** Addresses and subnets of the proxies that say for whom they ask. */
  readonly trustProxies: readonly string[];
  readonly allowHosts: readonly string[];
  readonly allowOrigins: readonly string[];
  /** How much the log says. */
  readonly log: LogLevel;
  readonly isDev: boolean;
  readonly isHelp: boolean;
}

/** The text of `--help`. */
export const helpText = `Rivulet's demo server: a page and an API that stream a local model.

  npm run demo                                 the bundled model
  npm run demo -- --model ./model.gguf         a model file
  npm run demo -- --model hf:owner/repo:Q4_K_M a model from Hugging Face, fetched once
  npm run demo -- --upstream http://gpu:8000/v1 a server that has the model: vLLM, SGLang, llama.cpp, Ollama, a cloud

Options
  --model <path|hf:…|url>   the model                       (default: the bundled one)
${upstreamHelp}
${imagesHelp}
  --port <number>           the port, 0 for any free one    (default: PORT, else 3000)
  --host <address>          the address to listen on        (default: 127.0.0.1)
  --gpu <choice>            auto, cuda, vulkan, metal, false (default: auto)
  --context <tokens>        model tokens per chat           (default: what the model suits, at most 4096)
  --parallel <number>       answers at once                 (default: 8 bundled, 64 with --upstream, else 4)
  --pace <tokens/s>         speed of one answer, 0: as fast as it goes (default: 120, 0 with --upstream)
  --key-file <path>         ask for the bearer key that this file holds
  --key <secret>            the same; others on this machine see it in the list of processes (default: RIVULET_KEY, else none)
  --redis <url>             share runs with other servers   (redis://… or rediss://…)
  --rooms <folder>          keep rooms in files             (default: in memory, with --redis there)
  --documents <folder>      keep shared documents in files  (default: in memory, with --redis there)
  --streams <number>        streams one user may have open  (default: 100)
  --runs <number>           answers one user may have under way, waiting ones as well (default: 8)
  --runs-per-address <number>  the same for one address, whoever asks (default: two thirds of all places)
  --runs-per-minute <number>   questions of one user in a minute; of one address 5 times as many (default: 60)
  --longest-run <seconds>   how long the model writes at one answer (default: 600)
  --trust-proxy <address>   a proxy or subnet that says for whom it asks (X-Forwarded-For); may be repeated
  --allow-host <name>       a further name of this server; may be repeated
  --allow-origin <origin>   a page of another address that may call the API; may be repeated
  --log <level>             debug, info, warn, error, silent (default: info)
  --dev                     serve the page from its sources, with hot reload
  --help                    this text

Environment
  RIVULET_KEY               the key, where a file is not at hand (KEY, its old name, still works)
  RIVULET_UPSTREAM_KEY      the key of --upstream, where a file is not at hand
  RIVULET_IMAGES_KEY        the key of --images, where a file is not at hand
  RIVULET_THREADS           threads that compute, where the share of the processor cannot be seen
  HF_TOKEN, HF_ENDPOINT     your token for closed models, and another hub than Hugging Face
  RIVULET_ENGINE=scripted   serve fixed texts in place of a model
  RIVULET_PAGE=none         serve the API alone, build no page
`;

const options = {
  model: { type: 'string' },
  ...upstreamOptions,
  ...imagesOptions,
  port: { type: 'string' },
  host: { type: 'string' },
  gpu: { type: 'string' },
  context: { type: 'string' },
  parallel: { type: 'string' },
  pace: { type: 'string' },
  key: { type: 'string' },
  'key-file': { type: 'string' },
  redis: { type: 'string' },
  rooms: { type: 'string' },
  documents: { type: 'string' },
  streams: { type: 'string' },
  runs: { type: 'string' },
  'runs-per-address': { type: 'string' },
  'runs-per-minute': { type: 'string' },
  'longest-run': { type: 'string' },
  'trust-proxy': { type: 'string', multiple: true },
  'allow-host': { type: 'string', multiple: true },
  'allow-origin': { type: 'string', multiple: true },
  log: { type: 'string' },
  dev: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the command line and the environment. Throws a `StartError` that names the option. */
export function readCommandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): CommandLine {
  const values = parse(args);
  const upstream = readUpstream(values, environment);
  if (upstream && values.model !== undefined) {
    throw new StartError('Give either --model or --upstream, not both.');
  }
  return {
    model: values.model,
    upstream,
    images: readImages(values, environment),
    port: wholeNumber('--port', values.port ?? (environment['PORT'] || '3000'), 0, 65_535),
    host: values.host ?? '127.0.0.1',
    gpu: readGpu(values.gpu ?? 'auto'),
    context:
      values.context === undefined
        ? undefined
        : wholeNumber('--context', values.context, 128, 10_000_000),
    parallel:
      values.parallel === undefined
        ? undefined
        : wholeNumber('--parallel', values.parallel, 1, upstream ? 10_000 : 256),
    pace: wholeNumber('--pace', values.pace ?? (upstream ? '0' : '120'), 0, 1_000_000),
    ...readKeySource(values.key, values['key-file'], environment),
    ...readStores(values),
    streams: optional('--streams', values.streams),
    runs: optional('--runs', values.runs),
    runsPerAddress: optional('--runs-per-address', values['runs-per-address']),
    runsPerMinute: optional('--runs-per-minute', values['runs-per-minute']),
    longestRun: optional('--longest-run', values['longest-run'], 86_400),
    trustProxies: values['trust-proxy'] ?? [],
    allowHosts: values['allow-host'] ?? [],
    allowOrigins: values['allow-origin'] ?? [],
    log: readLog(values.log ?? 'info'),
    isDev: values.dev ?? false,
    isHelp: values.help ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('. ')[0] : String(cause);
    throw new StartError(`${reason}. See --help for the options.`, { cause });
  }
}

function optional(name: string, text: string | undefined, most = 1_000_000): number | undefined {
  return text === undefined ? undefined : wholeNumber(name, text, 1, most);
}

function readKeySource(
  key: string | undefined,
  keyFile: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Pick<CommandLine, 'key' | 'keyFile'> {
  if (key !== undefined && keyFile !== undefined) {
    throw new StartError('Give either --key or --key-file, not both.');
  }
  // What the command line says goes before the environment.
  if (key !== undefined || keyFile !== undefined) return { key, keyFile };
  const named = environment['RIVULET_KEY'] || environment['KEY'] || undefined;
  return { key: named, keyFile: undefined };
}

function readGpu(text: string): GpuChoice {
  if (text === 'false' || text === 'none' || text === 'cpu') return false;
  if (text === 'auto' || text === 'cuda' || text === 'vulkan' || text === 'metal') return text;
  throw new StartError(`--gpu must be auto, cuda, vulkan, metal or false, not “${text}”.`);
}

function readLog(text: string): LogLevel {
  const level = logLevels.find((known) => known === text);
  if (level !== undefined) return level;
  throw new StartError(`--log must be one of ${logLevels.join(', ')}, not “${text}”.`);
}

type Kept = 'redis' | 'rooms' | 'documents';

function readStores({
  redis,
  rooms,
  documents,
}: Partial<Record<Kept, string>>): Pick<CommandLine, Kept> {
  if (redis === undefined || /^rediss?:\/\/[^/\s]/.test(redis)) return { redis, rooms, documents };
  throw new StartError('--redis must be an address such as redis://localhost:6379.');
}
