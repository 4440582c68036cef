import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocket } from 'ws';
import { createRoom, type RoomControls, type RoomOptions } from '../../src/rooms/index.ts';
import {
  createChatServer,
  createRooms,
  memoryRuns,
  type RoomsOptions,
  type RunStore,
} from '../../src/server/index.ts';
import { attachSockets } from '../../src/server/node/index.ts';

/** Serves rooms on a free port of the loopback; whoever comes is known by the secret of his page alone. */
export async function startRoomServer(
  options: Partial<Omit<RoomsOptions, 'runs'>> & { readonly runs?: RunStore } = {},
) {
  const failures: unknown[] = [];
  const runs = options.runs ?? memoryRuns();
  const rooms = createRooms({
    admit: () => ({}),
    onError: (error) => failures.push(error),
    ...options,
    runs,
  });
  const chat = createChatServer({ answer: () => 'no chat here', runs, owner: () => '' });
  const server = createServer();
  const connections = new Set<Socket>();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  const sockets = await attachSockets(server, chat, {
    rooms,
    limits: { rate: { burst: 10_000, perSecond: 10_000 } },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `ws://127.0.0.1:${port}/api/ws`;
  const entered: RoomControls[] = [];
  return {
    url,
    rooms,
    /** Enters a room as somebody. */
    enter(name: string, more: Partial<RoomOptions> = {}): RoomControls {
      const room = createRoom({ url, room: 'garden', name, WebSocket, frames, ...more });
      entered.push(room);
      return room;
    },
    /** Breaks all connections without a word. */
    cut() {
      for (const socket of connections) socket.destroy();
    },
    async close() {
      for (const room of entered) room.leave();
      await sockets.close();
      server.close();
      server.closeAllConnections();
      await rooms.close();
      await chat.close();
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** Tells of changes at the end of the moment. */
export const frames = {
  request(call: () => void) {
    queueMicrotask(call);
    return () => undefined;
  },
  afterPaint: () => () => undefined,
};

/** What a room shows, as text: who has said what. */
export function saidIn(room: RoomControls): string[] {
  return room.getState().messages.map(({ author, parts }) => {
    const text = parts.map((part) => ('text' in part ? part.text : '')).join('');
    return `${author.name}: ${text}`;
  });
}

/** The names of those who are in a room. */
export function namesIn(room: RoomControls): string[] {
  const { members } = room.getState();
  return members.filter(({ isPresent }) => isPresent).map(({ name }) => name);
}
