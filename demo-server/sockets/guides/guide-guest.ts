import { randomUUID } from 'node:crypto';
import type { RoomServerFrame } from 'rivulet/protocol';
import type { RoomGuest } from 'rivulet/server';
import type { FairPump, FrameSource } from 'rivulet/server/node';
import { heardFrom } from './heard-from.ts';

/** What a guest has of his socket. */
export interface GuideGuestSocket {
  readonly address: string;
  /** What asked for the socket. */
  readonly request: Request;
  readonly pump: FairPump;
  readonly tell: (frame: object) => void;
}

/** A socket of a guide as a guest of rooms, which hears of them in the guide's words. */
export function guideGuest(
  { address, request, pump, tell }: GuideGuestSocket,
  hear: (frame: RoomServerFrame) => readonly object[],
): RoomGuest {
  const sources = new Map<FrameSource, FrameSource>();
  return {
    // Each socket of a guide is somebody of his own, whoever else calls from there.
    owner: '',
    session: randomUUID(),
    address,
    request: () => request,
    tell: (frame) => hear(frame).forEach(tell),
    listen(source) {
      const told = heardFrom(source, hear);
      sources.set(source, told);
      pump.add(told);
    },
    leave: (source) => pump.remove(sources.get(source) ?? source),
  };
}
