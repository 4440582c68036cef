// One member of a room floods it: how long does what another says take to a third (bar: p95 100 ms)?
import { WebSocket } from 'ws';
import { startRoomServer } from '../rooms/room-server.ts';

const messages = 60;
const everyMs = 100;

/** Prints how long the messages of one member take to another, alone and while a third floods the room. */
export async function benchRoomFlood(): Promise<void> {
  await measure('alone', 0);
  await measure('with a flood of 2000 frames a second', 200);
}

/** @param frames What the third sends every 100 ms. */
async function measure(name: string, frames: number): Promise<void> {
  const server = await startRoomServer({ limits: { burst: 20, perSecond: 20 } });
  const [ann, bob] = [server.enter('Ann'), server.enter('Bob')];
  const eve = new WebSocket(server.url, 'chat.v1');
  await new Promise((resolve) => eve.once('open', resolve));
  const say = (frame: object) => eve.send(JSON.stringify({ room: 'garden', ...frame }));
  eve.send(JSON.stringify({ type: 'hello', v: 1 }));
  say({ type: 'room.join', name: 'Eve' });
  let flooded = 0;
  const flood = setInterval(() => {
    for (let count = 0; count < frames; count++) {
      const id = `m-${(flooded += 1)}`;
      say({ type: 'room.say', op: id, id, text: 'flood' });
    }
  }, 100);
  const sentAt = new Map<string, number>();
  const waits: number[] = [];
  bob.subscribe(() => {
    for (const { parts } of bob.getState().messages) {
      const [part] = parts;
      const text = part?.type === 'text' ? part.text : '';
      const sent = sentAt.get(text);
      if (sent === undefined) continue;
      sentAt.delete(text);
      waits.push(performance.now() - sent);
    }
  });
  for (let count = 0; count < messages; count++) {
    sentAt.set(`number ${count}`, performance.now());
    void ann.send(`number ${count}`);
    await new Promise((resolve) => void setTimeout(resolve, everyMs));
  }
  while (sentAt.size > 0) await new Promise((resolve) => void setTimeout(resolve, everyMs));
  clearInterval(flood);
  eve.terminate();
  await server.close();
  const sorted = waits.toSorted((one, other) => one - other);
  const at = (share: number) =>
    (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);
  console.log(
    `A room, ${name}: ${sorted.length} messages from one to another, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(0.999)} ms`,
  );
}
