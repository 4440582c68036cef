import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import {
  ScriptedEngine,
  type ScriptedOptions,
} from '../../../../demo-server/engine/scripted-engine.ts';
import { MemoryRunStore } from '../../../../src/server/index.ts';
import { eventually } from '../../../eventually.ts';
import { startSocketServer, type SocketServerOptions } from '../socket-server.ts';

/** A frame, or a text that is none. */
type Heard = Record<string, unknown> | string;

/** Serves the guides' sockets over a script. */
export async function openGuides(
  script: ScriptedOptions = {},
  options: Partial<SocketServerOptions> = {},
) {
  const engine = new ScriptedEngine({ pace: 0, reply: () => 'one two three', ...script });
  const server = await startSocketServer({ engine, runs: new MemoryRunStore(), ...options });
  onTestFinished(() => server.close());
  const connect = async (path: string, client: ClientOptions = {}) => {
    const opened = new GuideClient(`ws://${server.host}${path}`, client);
    await once(opened.socket, 'open');
    onTestFinished(() => opened.socket.terminate());
    return opened;
  };
  return { ...server, engine, connect };
}

/** A client that does nothing of its own accord. */
class GuideClient {
  readonly heard: Heard[] = [];
  readonly closed: Promise<number>;
  readonly socket: WebSocket;

  constructor(url: string, options: ClientOptions) {
    this.socket = new WebSocket(url, options);
    this.closed = new Promise((resolve) => this.socket.once('close', resolve));
    this.socket.on('message', (bytes: Buffer) => this.heard.push(read(bytes.toString())));
  }

  say(frame: object | string): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  of(type: string): Record<string, unknown>[] {
    return this.heard.filter(
      (frame) => typeof frame === 'object' && frame['type'] === type,
    ) as never;
  }

  /** Waits for the first frame of a type. */
  first(type: string): Promise<Record<string, unknown>> {
    return eventually(() => {
      const [frame] = this.of(type);
      if (frame) return frame;
      throw new Error(`no ${type} among ${JSON.stringify(this.heard)}`);
    });
  }
}

function read(text: string): Heard {
  try {
    return JSON.parse(text) as Heard;
  } catch {
    return text;
  }
}
