import type { RoomServerFrame } from 'rivulet/protocol';
import type { FrameSource } from 'rivulet/server/node';

/** What a source tells of a room, in other words: some of its frames have none, others have several. */
export function heardFrom(
  source: FrameSource,
  hear: (frame: RoomServerFrame) => readonly object[],
): FrameSource {
  const ready: object[] = [];
  return {
    next() {
      while (ready.length === 0) {
        const frame = source.next();
        if (!frame) return undefined;
        ready.push(...hear(frame as RoomServerFrame));
      }
      return ready.shift();
    },
    watch: (onChange) => source.watch(onChange),
  };
}
