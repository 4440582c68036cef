import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digestFile } from '../shared/file-digest.ts';
import { StartError } from '../shared/start-error.ts';

/** One of the engine's CUDA packages and the digest it must have. */
interface CudaPackage {
  readonly name: string;
  readonly integrity: string;
}

const version = '3.21.1';
const modules = fileURLToPath(new URL('../../node_modules/@node-llama-cpp', import.meta.url));

// From `npm view @node-llama-cpp/<name>@3.21.1 dist.integrity`; they change only together with the version.
const packages: Readonly<Record<string, readonly CudaPackage[]>> = {
  'linux x64': [
    {
      name: 'linux-x64-cuda',
      integrity:
        'sha512-idsE55VoD/FbvLhnBC9krUJaUoC0XnebseAAnCpm/brKf61HEbu+idgbb5eN6mxkjLSrHtILprJ0nDcUJjVrFg==',
    },
    {
      name: 'linux-x64-cuda-ext',
      integrity:
        'sha512-1PuURowccBcks3CCoMe1mTHh5vD0V5bFHMUEgtbI/OSDjpP+Pdbn+lf42CGUrepTzR8kCH1HovQ7d8q6/vuIKA==',
    },
  ],
  'win32 x64': [
    {
      name: 'win-x64-cuda',
      integrity:
        'sha512-PLz70neFEMkQTlmJqG1ujUtCSgHasLPMxQ9rLkqQVmZYAXqkRj+45TIHCjdn3XqUeaoun0vrO9rRaxZ8NVq9jg==',
    },
    {
      name: 'win-x64-cuda-ext',
      integrity:
        'sha512-L2MxLVEYPDDe4O8EDWPmX6brldc9+Vt9hNoT/anj3pSnmrjkQcmaoKhHs6oP5qhEhb5Uog0rj6lgzNGtJO3p9Q==',
    },
  ],
};

async function main(): Promise<void> {
  const wanted = packages[`${process.platform} ${process.arch}`];
  if (!wanted) {
    throw new StartError(
      `CUDA's binaries exist for Linux and Windows on x64, not for ${process.platform} ${process.arch}. Vulkan and Metal need no set-up.`,
    );
  }
  for (const [index, cudaPackage] of wanted.entries()) {
    process.stdout.write(`${index + 1} of ${wanted.length}: ${cudaPackage.name} ${version}\n`);
    await install(cudaPackage);
  }
  process.stdout.write(
    'Done. “npm run demo” now finds CUDA, if its driver and run-time (12 or 13) are installed.\n',
  );
}

/** Fetches a package through npm, checks it, and puts it in the place of its stub in one step. */
async function install({ name, integrity }: CudaPackage): Promise<void> {
  const target = join(modules, name);
  const work = await mkdtemp(join(dirname(modules), '.setup-cuda-'));
  try {
    process.stdout.write('  fetching\n');
    await execute('npm', [
      'pack',
      `@node-llama-cpp/${name}@${version}`,
      '--loglevel=error',
      '--pack-destination',
      work,
    ]);
    const [file] = (await readdir(work)).filter((entry) => entry.endsWith('.tgz'));
    if (file === undefined) throw new StartError(`npm fetched no package for ${name}. Try again.`);
    process.stdout.write('  checking\n');
    await checkIntegrity(join(work, file), integrity);
    process.stdout.write('  unpacking\n');
    const unpacked = join(work, 'unpacked');
    await mkdir(unpacked);
    await execute('tar', ['-xzf', join(work, file), '-C', unpacked, '--strip-components=1']);
    await rm(target, { recursive: true, force: true });
    await rename(unpacked, target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function checkIntegrity(path: string, integrity: string): Promise<void> {
  if (`sha512-${await digestFile(path, 'sha512', 'base64')}` === integrity) return;
  throw new StartError(
    'The package is not the one that was expected: its digest differs. Nothing was installed.',
  );
}

function execute(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    // npm is a script on Windows, which only a shell starts; no argument comes from outside.
    const child = spawn(command, args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0
        ? resolve()
        : reject(new StartError(`${command} failed with code ${code}. See its lines above.`)),
    );
  });
}

main().catch((error: unknown) => {
  process.stderr.write(
    error instanceof StartError ? `${error.message}\n` : `The set-up failed: ${String(error)}\n`,
  );
  process.exit(1);
});
