// @vitest-environment node
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readKey } from '../../../demo-server/server/read-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'rivulet-key-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(text: string, mode = 0o600) {
  const path = join(folder, 'key');
  writeFileSync(path, text);
  chmodSync(path, mode);
  const warnings: string[] = [];
  const key = await readKey({ key: undefined, keyFile: path }, (warning) => warnings.push(warning));
  return { key, warnings };
}

describe('the key of a file', () => {
  it.each(['secret', 'secret\n', 'secret\r\n', 'secret\n\n'])(
    'is what stands before the end of its line: %j',
    async (text) => {
      expect(await read(text)).toEqual({ key: 'secret', warnings: [] });
    },
  );

  it('may hold blanks inside', async () => {
    expect((await read('correct horse\n')).key).toBe('correct horse');
  });

  it.each(['', '\n', '  \n'])('is an error when there is none: %j', async (text) => {
    await expect(read(text)).rejects.toThrow(/is empty\. Give a secret/);
  });

  it.each(['two\nlines', ' secret', 'tab\there', 'schlüssel🔑', 'bell\u0007'])(
    'is an error when no client could send it: %j',
    async (text) => {
      await expect(read(text)).rejects.toThrow(/cannot be sent in a header/);
    },
  );

  it.skipIf(process.platform === 'win32')(
    'comes with a warning when others can read it',
    async () => {
      for (const mode of [0o644, 0o604, 0o602]) {
        const { key, warnings } = await read('secret', mode);
        expect(key).toBe('secret');
        expect(warnings).toEqual([expect.stringMatching(/chmod 600/)]);
      }
      expect((await read('secret', 0o640)).warnings).toEqual([]);
    },
  );

  it('is an error that names the path when the file is not there', async () => {
    const keyFile = join(folder, 'nothing');
    await expect(readKey({ key: undefined, keyFile })).rejects.toThrow(
      /key file .*nothing cannot be read \(ENOENT\)\. Check the path given with --key-file/,
    );
  });
});

describe('the key of the command line', () => {
  it('is taken as it is, is not empty, and may be left out', async () => {
    expect(await readKey({ key: 'secret', keyFile: undefined })).toBe('secret');
    expect(await readKey({ key: undefined, keyFile: undefined })).toBeUndefined();
    await expect(readKey({ key: '', keyFile: undefined })).rejects.toThrow(/--key is empty/);
  });
});
