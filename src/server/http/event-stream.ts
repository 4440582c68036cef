import { Doorbell } from '../runs/doorbell.ts';
import { restUnnoticed } from '../runs/rest-unnoticed.ts';
import { bodyReaders } from './body-readers.ts';
import type { EventReader } from './event-reader.ts';
import type { Shutdown } from './shutdown.ts';
import type { StreamPlaces } from './stream-places.ts';

/** How a stream behaves towards its connection. */
export interface EventStreamOptions {
  /** How often a silent stream sends a comment, in milliseconds. @default 15 seconds */
  readonly heartbeatMs?: number | undefined;
  /** How long a client may leave its connection full before it is cut, in milliseconds. @default 60 seconds */
  readonly stallMs?: number | undefined;
  /** Cuts the connection of a client that does not read. @default it is not cut */
  readonly cut?: (() => void) | undefined;
  /** Streams that are open when it begins end without their end marker. @default none */
  readonly shutdown?: Shutdown | undefined;
  /** Where open streams are counted. @default nowhere */
  readonly places?: StreamPlaces | undefined;
}

/**
 * Turns a reader into a web stream, for a runtime that has no Node response to write to. It takes from the reader only
 * when the connection takes more; a client that stops reading is cut and may resume. Closing it does not stop the run.
 */
export function eventStream(
  reader: EventReader,
  { heartbeatMs = 15_000, stallMs = 60_000, cut }: EventStreamOptions = {},
): ReadableStream<Uint8Array> {
  let stallTimer: ReturnType<typeof setTimeout> | undefined;
  const bell = new Doorbell();
  reader.onReady = () => bell.ring();

  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(stallTimer);
        let bytes = reader.take();
        while (!bytes && !reader.isOver) {
          bytes = (await bell.wait(heartbeatMs)) ? reader.take() : reader.heartbeat();
        }
        if (bytes) controller.enqueue(bytes);
        if (reader.isOver) {
          reader.leave();
          controller.close();
        } else {
          stallTimer = restUnnoticed(setTimeout(() => cut?.(), stallMs));
        }
      },
      cancel() {
        clearTimeout(stallTimer);
        reader.leave();
        bell.ring();
      },
    },
    { highWaterMark: 0 },
  );
  bodyReaders.set(stream, { reader, heartbeatMs });
  return stream;
}
