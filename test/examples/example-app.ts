import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '../server/redis/redis-server.ts';
import { eventually } from '../eventually.ts';
import { pathToNode } from '../matrix/path-to-node.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const made =
  /\/(?:node_modules|dist|\.next|\.react-router|\.wrangler|next-env\.d\.ts|[^/]+\.tsbuildinfo)$/;

/** What differs between the examples. */
export interface ExampleOptions {
  /** Its folder in `examples`. */
  readonly name: string;
  /** Flags of `npm run dev` for a port; the variable `PORT` is set in any case. @default none */
  readonly flags?: (port: number) => readonly string[];
  /** The Node that it needs at least, where that is newer than the kit's. @default whatever runs the tests */
  readonly node?: number;
  /** Variables of its environment. @default none */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** An example as a newcomer has it: copied out of the repository, installed with the packed kit, started by `npm run dev`. */
export class ExampleApp {
  readonly folder: string;
  readonly #options: ExampleOptions;
  readonly #path: string | undefined;
  #port = 0;
  #child: ChildProcess | undefined;
  #printed = '';

  private constructor(folder: string, options: ExampleOptions) {
    this.folder = folder;
    this.#options = options;
    const { node = 0 } = options;
    const isOld = Number.parseInt(process.versions.node, 10) < node;
    this.#path = isOld ? pathToNode(String(node)) : process.env['PATH'];
  }

  /** Installs it from its lock file, the kit from the tarball, and checks its types and its style. */
  static async install(tarball: string, options: ExampleOptions): Promise<ExampleApp> {
    const folder = await mkdtemp(join(tmpdir(), `rivulet-${options.name}-`));
    const app = new ExampleApp(folder, options);
    await cp(join(root, 'examples', options.name), folder, {
      recursive: true,
      // As it is in the repository: without what an earlier run has made.
      filter: (path) => !made.test(path),
    });
    const env = app.#env();
    await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], {
      cwd: folder,
      env,
    });
    await app.#check();
    return app;
  }

  /** Where its page is. */
  get url(): string {
    return `http://localhost:${this.#port}/`;
  }

  /** All that it has printed. */
  get printed(): string {
    return this.#printed;
  }

  /** How often its stand-in of a model has reported this. */
  reports(line: string): number {
    return this.#printed.split(`model: ${line}`).length - 1;
  }

  /** Builds it for production, by `npm run build`. */
  async build(): Promise<void> {
    await run('npm', ['run', 'build'], { cwd: this.folder, env: this.#env() });
  }

  /**
   * Starts it and waits until its page is served. `env` is added to its environment.
   * @param script What `npm run` is given: `start` is what was built.
   */
  async start(
    env: Readonly<Record<string, string>> = {},
    script: 'dev' | 'start' = 'dev',
  ): Promise<void> {
    this.#port ||= await freePort();
    const flags = this.#options.flags?.(this.#port) ?? [];
    const child = spawn('npm', ['run', script, '--', ...flags], {
      cwd: this.folder,
      env: { ...this.#env(), ...env },
      // A group of its own: `npm` starts what serves, and does not always end it.
      detached: true,
    });
    this.#child = child;
    const take = (chunk: Buffer) => (this.#printed += chunk.toString());
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    await eventually(
      async () => {
        if (child.exitCode !== null) throw new Error(`it ended:\n${this.#printed}`);
        const { ok, status } = await fetch(this.url);
        if (!ok) throw new Error(`its page is answered with ${status}:\n${this.#printed}`);
      },
      { timeout: 240_000 },
    );
  }

  /** Ends it, and all that it has started, at once. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('close', resolve));
    process.kill(-child.pid, 'SIGKILL');
    await ended;
  }

  /** Ends it and leaves nothing behind. */
  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Deno checks its types itself, as it starts. */
  async #check(): Promise<void> {
    const cwd = this.folder;
    const bin = join(root, 'node_modules/.bin');
    if (existsSync(join(cwd, 'tsconfig.json'))) await checked(join(bin, 'tsc'), ['-p', cwd]);
    const flags = ['--type-aware', '--deny-warnings', '-c', join(root, '.oxlintrc.json')];
    await checked(join(bin, 'oxlint'), flags, cwd);
  }

  #env(): NodeJS.ProcessEnv {
    // What Vitest says of its own run would have an app believe that it is under test.
    const ofVitest = /^(?:NODE_ENV|BASE_URL|MODE|DEV|PROD|SSR|TEST|VITE.*)$/;
    const env = Object.entries(process.env).filter(([name]) => !ofVitest.test(name));
    const quiet = { NEXT_TELEMETRY_DISABLED: '1', WRANGLER_SEND_METRICS: 'false', NO_COLOR: '1' };
    return {
      ...Object.fromEntries(env),
      ...quiet,
      ...this.#options.env,
      PATH: this.#path,
      PORT: String(this.#port),
    };
  }
}

/** Runs what prints the faults that it finds. */
async function checked(file: string, args: readonly string[], cwd = root): Promise<void> {
  try {
    await run(file, args, { cwd });
  } catch (error) {
    const { stdout = '' } = error as { stdout?: string };
    throw new Error(`${file} found faults:\n${stdout}`, { cause: error });
  }
}
