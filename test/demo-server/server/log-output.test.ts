// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { LogOutput } from '../../../demo-server/server/log-output.ts';

/** A pipe: what is written waits until the reader takes it. */
function pipe() {
  const waiting: { readonly line: string; readonly onTaken?: (() => void) | undefined }[] = [];
  let taken = '';
  return {
    get writableLength() {
      return waiting.reduce((sum, { line }) => sum + line.length, 0);
    },
    write: (line: string, onTaken?: () => void) => void waiting.push({ line, onTaken }),
    read: () => {
      for (const { line, onTaken } of waiting.splice(0)) {
        taken += line;
        onTaken?.();
      }
      return taken;
    },
  };
}

describe('the output of the log', () => {
  it('keeps a bounded rest for a reader who does not read, and says later how much was lost', () => {
    const sink = pipe();
    const output = new LogOutput(sink);
    output.onLoss = (lines) => output.write(`lost ${lines}\n`);
    const line = `${'x'.repeat(9999)}\n`;
    for (let count = 0; count < 500; count++) output.write(line);
    expect(sink.writableLength).toBeLessThan(1.1 * 1024 * 1024);
    const whole = sink.read().length / line.length;
    output.write('well\n');
    output.write('and on\n');
    expect(whole).toBeGreaterThan(100);
    expect(sink.read().slice(whole * line.length)).toBe(`well\nlost ${500 - whole}\nand on\n`);
  });

  it('outlives a disk that is full, and goes on when it is not', () => {
    let isFull = true;
    let written = '';
    const write = (line: string) => {
      if (isFull) throw new Error('ENOSPC: no space left on device');
      written += line;
    };
    const output = new LogOutput({ writableLength: 0, write });
    output.onLoss = (lines) => output.write(`lost ${lines}\n`);
    for (let count = 0; count < 3; count++) output.write('line\n');
    isFull = false;
    output.write('well\n');
    expect(written).toBe('well\nlost 3\n');
  });

  it('is flushed when the reader has taken everything, and at once when nothing waits', async () => {
    const sink = pipe();
    const output = new LogOutput(sink);
    await output.flush();
    output.write('line\n');
    const flushed = output.flush();
    expect(sink.read()).toBe('line\n');
    await flushed;
    expect(sink.writableLength).toBe(0);
  });
});
