import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CommandLine } from '../cli/command-line.ts';
import type { Engine } from '../engine/engine.ts';
import { readManifest } from '../engine/manifest.ts';
import { isRemoteModel } from '../engine/download/model-source.ts';
import { ScriptedEngine } from '../engine/scripted-engine.ts';
import { NoEngineError } from '../shared/start-error.ts';
import type { Terminal } from '../cli/terminal.ts';
import type { Log } from './log.ts';

const here = fileURLToPath(new URL('..', import.meta.url));
const manifestPath = join(here, 'model', 'rivulet-tiny.json');

/** What an engine is opened with. */
export interface EngineOpening {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** The key that the servers of `--upstream` ask for. */
  readonly upstreamKey: string | undefined;
  readonly log: Log;
}

/**
 * Opens the engine that the command line asks for, saying each step; where no binary runs, or `RIVULET_ENGINE` is
 * `scripted`, the scripted one. Throws a `StartError` for what the user can mend.
 */
export async function openEngine(
  commandLine: CommandLine,
  { terminal, signal, upstreamKey: apiKey, log }: EngineOpening,
): Promise<Engine> {
  const { context: contextSize, parallel, pace, upstream } = commandLine;
  if (upstream) {
    // Loaded only when it is asked for, as the model is.
    const { openUpstream } = await import('./open-upstream.ts');
    return openUpstream({ ...upstream, apiKey, parallel, pace }, { terminal, log });
  }
  const script = () => new ScriptedEngine({ parallel, pace, contextSize });
  if (process.env['RIVULET_ENGINE'] === 'scripted') return script();
  try {
    // The door to the native library is opened only here, so that --help and a script need no binary.
    const { loadLlama } = await import('../engine/load-llama.ts');
    const manifest = commandLine.model === undefined ? await readManifest(manifestPath) : undefined;
    const path = manifest?.path ?? (await findModel(commandLine.model ?? '', terminal, signal));
    return await loadLlama({
      path,
      manifest,
      gpu: commandLine.gpu,
      contextSize,
      parallel,
      pace,
      onStep: (text) => terminal.say(text),
      onProgress: (done) => terminal.progress('loading', done),
    });
  } catch (error) {
    if (!(error instanceof NoEngineError)) throw error;
    terminal.say(`${error.message} Serving scripted answers in place of a model.`);
    return script();
  }
}

async function findModel(model: string, terminal: Terminal, signal: AbortSignal): Promise<string> {
  if (!isRemoteModel(model)) {
    // npm runs the script in this folder; people name files from where they called it.
    return isAbsolute(model) ? model : resolve(process.env['INIT_CWD'] ?? process.cwd(), model);
  }
  const { downloadModel } = await import('../engine/download-model.ts');
  terminal.say(`Looking for ${model}`);
  const path = await downloadModel(model, {
    signal,
    onProgress: ({ downloadedSize, totalSize }) => {
      const size = `${(totalSize / 1e9).toFixed(2)} GB`;
      terminal.progress(`fetching ${size}`, totalSize > 0 ? downloadedSize / totalSize : 0);
    },
  });
  terminal.say(`The model is at ${path}`);
  return path;
}
