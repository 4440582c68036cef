import type { Dialect } from './dialect.ts';
import { PartWriter } from './part-writer.ts';

/**
 * Plain text: whatever comes is the answer. The format has no end marker and no errors, so a stream
 * that is cut cleanly cannot be told from a whole one.
 */
export function text(): Dialect {
  const part = new PartWriter();
  return {
    read: ({ data }) => part.write('text', data),
    end: () => [...part.close(), { type: 'finish' }],
  };
}
