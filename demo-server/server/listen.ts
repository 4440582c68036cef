import type { Server } from 'node:http';
import type { CommandLine } from '../cli/command-line.ts';
import { StartError } from '../shared/start-error.ts';

/** Takes the port; throws a `StartError` that says what to do where that is not possible. */
export function listen(
  server: Server,
  { host, port }: Pick<CommandLine, 'host' | 'port'>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen(port, host, resolve);
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): StartError {
  const { code = error.message } = error;
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is taken. Stop the other server, or choose another port with --port.`,
    EACCES: `Port ${port} is not allowed to you. Choose one above 1023 with --port.`,
    EADDRNOTAVAIL: `${host} is not an address of this machine. Choose another with --host.`,
    ENOTFOUND: `${host} is not an address of this machine. Choose another with --host.`,
  };
  return new StartError(reasons[code] ?? `The server cannot listen on ${host}:${port} (${code}).`, {
    cause: error,
  });
}
