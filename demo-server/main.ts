import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { helpText, readCommandLine, type CommandLine } from './cli/command-line.ts';
import type { EngineInfo } from './engine/engine.ts';
import { hasCudaPackage, hasNvidiaGpu } from './cli/nvidia.ts';
import { spreadLastNet } from './server/last-net.ts';
import { keepHeapSteady } from './server/steady-heap.ts';
import { StartError } from './shared/start-error.ts';
import { startServer, type RunningServer } from './server/start-server.ts';
import { Terminal } from './cli/terminal.ts';

const modules = fileURLToPath(new URL('../node_modules', import.meta.url));

async function main(): Promise<void> {
  keepHeapSteady();
  const commandLine = readCommandLine(process.argv.slice(2), process.env);
  if (commandLine.isHelp) {
    process.stdout.write(helpText);
    return;
  }
  const terminal = new Terminal();
  const starting = new AbortController();
  let server: RunningServer | undefined;
  let isStopping = false;
  spreadLastNet({
    failed: (error, where) => {
      server?.observer.failed(error, where);
      // Once somebody may have asked something, what an error says of it is the log's to hide.
      const what = server ? (error instanceof Error ? error.name : typeof error) : textOf(error);
      process.stderr.write(`The server failed (${where}): ${what}\n`);
    },
    end: async () => server?.fail(),
  });
  const stop = (): void => {
    // A second Ctrl-C means now.
    if (isStopping) process.exit(130);
    isStopping = true;
    terminal.say('Stopping');
    starting.abort();
    server?.close().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  server = await startServer(commandLine, terminal, starting.signal);
  if (isStopping) {
    await server.close();
    process.exit(0);
  }
  sayReady(terminal, commandLine, server);
}

function sayReady(
  terminal: Terminal,
  commandLine: CommandLine,
  { engine, url }: RunningServer,
): void {
  const { info } = engine;
  terminal.say(
    `${info.name}: ${deviceText(info)}, ${info.parallel} answers at once, ${paceText(info)}`,
  );
  if (info.device.backend !== 'cuda' && hasNvidiaGpu() && !hasCudaPackage(modules)) {
    terminal.say(
      'An NVIDIA GPU is here: “npm run setup:cuda” fetches the engine’s binary for it, half a gigabyte.',
    );
  }
  const isLoopback = /^(?:127\.|::1$|localhost$)/.test(commandLine.host);
  const hasKey = commandLine.key !== undefined || commandLine.keyFile !== undefined;
  if (!isLoopback && !hasKey) {
    terminal.say(
      `Everybody who reaches ${commandLine.host} can use this server. Give it a --key-file.`,
    );
  }
  terminal.say(`Ready: ${url}  (stop with Ctrl-C)`);
}

function deviceText({ engine, device, upstreams = [] }: EngineInfo): string {
  if (engine === 'scripted') return 'no model, fixed texts';
  if (engine === 'upstream') {
    return `at ${upstreams.map(({ name, format, state }) => `${name} (${format ?? state})`).join(', ')}`;
  }
  if (device.backend === 'cpu') return 'on the processor';
  return `on ${device.names.join(', ')} (${device.backend}, ${device.gpuLayers} of ${device.totalLayers} layers)`;
}

function paceText({ pace }: EngineInfo): string {
  return pace === 0 ? 'as fast as it goes' : `${pace} model tokens/s each`;
}

function fail(error: unknown): never {
  const isKnown = error instanceof StartError;
  process.stderr.write(isKnown ? `${error.message}\n` : `The server failed: ${textOf(error)}\n`);
  process.exit(1);
}

/** Whatever was thrown, with the way to it. */
function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : inspect(error);
}

main().catch(fail);
