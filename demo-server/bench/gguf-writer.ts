/** A value of a GGUF file's metadata: whole numbers are written as u32, others as f32. */
export type GgufValue =
  | string
  | number
  | boolean
  | { readonly f32: number }
  | readonly string[]
  | { readonly i32: readonly number[] };

/** A tensor of 32-bit floats; `shape` is row-major, so a matrix is [rows, columns]. */
export interface GgufTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const valueType = { u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9 } as const;
const alignment = 32;

/** Encodes a GGUF v3 file (ggml, docs/gguf.md). */
export function encodeGguf(
  metadata: Readonly<Record<string, GgufValue>>,
  tensors: readonly GgufTensor[],
): Buffer {
  const parts: Buffer[] = [Buffer.from('GGUF'), u32(3), u64(tensors.length)];
  parts.push(u64(Object.keys(metadata).length));
  for (const [key, value] of Object.entries(metadata)) parts.push(text(key), encodeValue(value));
  let offset = 0;
  for (const { name, shape, data } of tensors) {
    const dimensions = [...shape].reverse();
    parts.push(text(name), u32(dimensions.length), ...dimensions.map(u64), u32(0), u64(offset));
    offset += padded(data.byteLength);
  }
  const header = Buffer.concat(parts);
  const body = tensors.map(({ data }) =>
    pad(Buffer.from(data.buffer, data.byteOffset, data.byteLength)),
  );
  return Buffer.concat([pad(header), ...body]);
}

function encodeValue(value: GgufValue): Buffer {
  if (typeof value === 'string') return Buffer.concat([u32(valueType.string), text(value)]);
  if (typeof value === 'number') return Buffer.concat([u32(valueType.u32), u32(value)]);
  if (typeof value === 'boolean')
    return Buffer.concat([u32(valueType.bool), Buffer.from([+value])]);
  if ('f32' in value) {
    const bytes = Buffer.alloc(4);
    bytes.writeFloatLE(value.f32);
    return Buffer.concat([u32(valueType.f32), bytes]);
  }
  if ('i32' in value) return array(valueType.i32, value.i32.map(u32));
  return array(valueType.string, value.map(text));
}

function array(type: number, items: readonly Buffer[]): Buffer {
  return Buffer.concat([u32(valueType.array), u32(type), u64(items.length), ...items]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function padded(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}

function pad(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(padded(bytes.length) - bytes.length)]);
}
