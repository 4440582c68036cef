import { crc32 } from 'node:zlib';

function sum(bytes: Buffer): Buffer {
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(bytes));
  return crc;
}

/** Frames what an Amazon message holds by the lengths that are given, right or wrong, with sums that agree. */
export function framed(length: number, headersLength: number, rest: Buffer): Buffer {
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(length);
  prelude.writeUInt32BE(headersLength, 4);
  const body = Buffer.concat([prelude, sum(prelude), rest]);
  return Buffer.concat([body, sum(body)]);
}

/** Writes a message of Amazon's event streams. */
export function amazon(headers: Readonly<Record<string, string>>, value: unknown): Buffer {
  const payload = Buffer.from(JSON.stringify(value));
  const written = Object.entries(headers).map(([name, text]) => {
    const head = Buffer.from([name.length, ...Buffer.from(name), 7, 0, text.length]);
    return Buffer.concat([head, Buffer.from(text)]);
  });
  const head = Buffer.concat(written);
  return framed(16 + head.length + payload.length, head.length, Buffer.concat([head, payload]));
}

/** Writes an event of Bedrock's. */
export function bedrockEvent(name: string, value: unknown): Buffer {
  return amazon(
    { ':event-type': name, ':content-type': 'application/json', ':message-type': 'event' },
    value,
  );
}
