import type { Engine } from '../engine/engine.ts';
import type { Terminal } from '../cli/terminal.ts';
import type { UpstreamCommand } from '../cli/upstream-options.ts';
import { NotServing } from '../engine/upstream/not-serving.ts';
import { UpstreamEngine } from '../engine/upstream/upstream-engine.ts';
import { UpstreamPool } from '../engine/upstream/upstream-pool.ts';
import type { UpstreamServer } from '../engine/upstream/upstream-server.ts';
import { StartError } from '../shared/start-error.ts';
import type { Log } from './log.ts';

/** The model servers behind this one, and how they are asked. */
export interface UpstreamSettings extends Omit<UpstreamCommand, 'key' | 'keyFile'> {
  readonly apiKey: string | undefined;
  readonly parallel: number | undefined;
  readonly pace: number;
}

const defaultParallel = 64;

/**
 * Opens the engine in front of other servers. Those that are away are waited for while this one serves; what no time will cure
 * (a wrong address or key, a model that is not there) is a `StartError`.
 */
export async function openUpstream(
  {
    urls,
    model: wanted,
    apiKey,
    format,
    silence,
    parallel = defaultParallel,
    pace,
  }: UpstreamSettings,
  { terminal, log }: { readonly terminal: Terminal; readonly log: Log },
): Promise<Engine> {
  const options = { model: wanted, apiKey, format, silentMs: silence * 1000 };
  const pool = new UpstreamPool(urls.map((url) => ({ url, ...options })));
  for (const { name } of pool.servers) terminal.say(`Asking ${name} for its model`);
  const found = await Promise.all(pool.servers.map((server) => firstLook(server, terminal)));
  const model = wanted ?? found.find((name) => name !== undefined);
  if (model === undefined) {
    throw new StartError(
      `${pool.trouble ?? 'No server answers'}. Check the address given with --upstream; a server that is started later needs --upstream-model beside it.`,
    );
  }
  const others = found.filter((name) => name !== undefined && name !== model);
  if (others.length > 0) {
    const text = `The servers have different models: ${[model, ...others].join(', ')}. Name one that all have with --upstream-model.`;
    throw new StartError(text);
  }
  return new UpstreamEngine(pool, {
    model,
    parallel,
    pace,
    onChange: (server) => note(server, log),
  });
}

/** Asks a server what it serves; undefined where it is not there yet. */
async function firstLook(server: UpstreamServer, terminal: Terminal): Promise<string | undefined> {
  try {
    const { model } = await server.check();
    return model;
  } catch (error) {
    if (!(error instanceof NotServing)) throw error;
    if (!error.isWaiting) throw new StartError(error.message, { cause: error });
    terminal.say(`${error.message} Its questions are refused until it does.`);
    return undefined;
  }
}

function note({ name, trouble }: UpstreamServer, log: Log): void {
  if (trouble === undefined) log.info({ upstream: name }, 'the model server answers');
  else log.error({ upstream: name, reason: trouble }, 'the model server does not answer');
}
