import { createChat } from '../../src/chat/create-chat.ts';
import type { ChatStore } from '../../src/chat/chat-store.ts';
import type { SendResult } from '../../src/chat/state/send-result.ts';
import type { ChatTransport } from '../../src/protocol/chat-transport.ts';
import { manualPage } from '../transports/manual-page.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { applyEvent } from '../../src/protocol/apply-event.ts';
import { messageText } from '../../src/protocol/message-text.ts';
import { BrowserStorage } from './browser-storage.ts';
import { Checker, type Violation } from './checker.ts';
import { connect, type Network, type Wire } from './connect.ts';
import { LibraryServer } from './library-server.ts';
import { textOf } from './oracle-run.ts';
import { OracleRuns } from './oracle-runs.ts';
import type { Sabotage } from './sabotage.ts';
import { drawSchedule, type Act, type Profile, type Schedule } from './schedule.ts';
import { World } from './world.ts';

/** What came of one schedule. */
export interface Outcome {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly ends: readonly string[];
  readonly trace: readonly string[];
}

// Nothing may take longer than this once the network is good again, in milliseconds.
const limitMs = 20 * 60_000;
const maxRetries = 9;
// A connection whose answer is whole may linger for a second.
const lingerMs = 2000;

/** One schedule on its way: a chat over a real transport, in a world of its own. */
export class Simulation {
  readonly #seed: number;
  readonly #world: World;
  readonly #schedule: Schedule;
  readonly #profile: Profile;
  readonly #isStranger: boolean;
  readonly #runs: OracleRuns | LibraryServer;
  readonly #network: Network;
  readonly #checker: Checker;
  readonly #page = manualPage();
  readonly #openPage: () => ChatStore;
  #chat: ChatStore;
  readonly #storage = new BrowserStorage();
  readonly #tab: ChatTransport;
  readonly #foreign: ChatTransport;
  #asked = 0;
  #aborts = 0;
  // Other users that look, and requests to cancel that are on their way: they outlive the chat.
  #others = 0;
  #retries = 0;
  #hasLeft = false;
  #isOver = false;

  constructor(seed: number, profile: Profile, sabotage: Sabotage = {}, wire: Wire = 'http') {
    this.#seed = seed;
    this.#profile = profile;
    this.#world = new World(seed);
    const world = this.#world;
    const { random, clock, frames } = world;
    this.#isStranger = wire === 'stranger';
    const drawn = drawSchedule(random, profile);
    this.#schedule = this.#isStranger ? { ...drawn, slip: () => undefined } : drawn;
    const oracle = { ...this.#schedule, ...sabotage.server };
    this.#runs =
      wire === 'library' ? new LibraryServer(world, oracle) : new OracleRuns(world, oracle);
    this.#checker = new Checker(world, this.#runs, !this.#isStranger);
    const place = { world, runs: this.#runs, page: this.#page };
    const [network, transportOf] = connect(wire, place, oracle);
    this.#network = network;
    const own = transportOf('me');
    this.#foreign = transportOf('somebody else');
    const broken = sabotage.transport?.(own, { world, page: this.#page }) ?? own;
    const transport = this.#checker.watch(broken);
    this.#tab = this.#checker.watch(transportOf('me'));
    let made = 0;
    this.#openPage = () => {
      const chat = createChat({
        id: 'chat',
        transport,
        storage: this.#storage.open(),
        frames,
        now: () => clock.now(),
        createId: () => `simulated-${++made}`,
      });
      chat.subscribe(() => {
        if (chat === this.#chat) this.#checker.look(chat);
      });
      return chat;
    };
    this.#chat = this.#openPage();
    for (const { at, act } of this.#schedule.acts) world.after(at, () => this.#do(act));
    world.after(0, () => this.#ask());
    world.after(limitMs, () => this.#close('I5'));
  }

  /** Lets the next thing happen; false when it is over. What it set off has to settle before the next step. */
  step(): boolean {
    if (this.#isOver) return false;
    this.#world.step();
    return true;
  }

  /** Whose time it is. */
  get world(): World {
    return this.#world;
  }

  /** What came of it. */
  outcome(): Outcome {
    const { violations, ends } = this.#checker;
    return { seed: this.#seed, violations, ends, trace: this.#world.trace };
  }

  #ask(): void {
    this.#asked += 1;
    this.#world.note(`ask ${this.#asked}`);
    void this.#chat.send(`Question ${this.#asked}`).then((result) => this.#take(result));
  }

  // A question that was refused is still there, and its user asks again.
  #take(result: SendResult): void {
    if (result.accepted) return void this.#world.after(0, () => this.#await());
    this.#world.note(`  refused: ${result.error.code}`);
    if (!result.error.retryable || this.#retries === maxRetries) return this.#await();
    this.#retries += 1;
    this.#world.after(10_000, () => {
      if (this.#hasLeft) return;
      this.#world.note('ask again');
      void this.#chat.regenerate().then((outcome) => this.#take(outcome));
    });
  }

  // Asks on, or ends, once the answer has come to its end.
  #await(): void {
    if (this.#hasLeft) return;
    const { status, messages } = this.#chat.getState();
    const isBusy = status !== 'ready' && status !== 'error';
    const isEarly = this.#world.now <= Math.max(...this.#schedule.acts.map(({ at }) => at));
    if (isBusy || isEarly || this.#others > 0)
      return void this.#world.after(1000, () => this.#await());
    if (this.#profile === 'mild' && messages.at(-1)?.end !== 'complete') {
      this.#checker.fail('I2', `an answer was lost: ${messages.at(-1)?.end}`);
    }
    if (this.#asked < this.#schedule.questions) return this.#ask();
    return this.#leave();
  }

  #leave(): void {
    this.#hasLeft = true;
    this.#chat.dispose();
    this.#world.after(lingerMs, () => this.#close());
  }

  #close(late?: 'I5'): void {
    this.#isOver = true;
    const checker = this.#checker;
    const { status } = this.#chat.getState();
    if (late) checker.fail('I5', `still ${status} after ${limitMs} ms`);
    else this.#checkLeftovers();
    if (this.#runs instanceof LibraryServer) {
      for (const failure of this.#runs.failures) checker.fail('I12', String(failure));
    }
    for (const call of this.#network.foreign ?? []) checker.fail('I11', call);
    checker.settle({
      questions: this.#asked + this.#retries,
      // A stranger cannot be told.
      aborts: this.#isStranger ? 0 : this.#aborts - this.#network.lostCancels,
    });
  }

  #checkLeftovers(): void {
    const left = {
      timers: this.#world.clientTimers,
      listeners: this.#page.listeners,
      connections: this.#network.open.size,
    };
    if (Object.values(left).some((count) => count > 0)) {
      this.#checker.fail('I9', `left behind: ${JSON.stringify(left)}`);
    }
  }

  #do(act: Act): void {
    if (this.#hasLeft) return;
    this.#world.note(`- ${act}`);
    this.#acts[act]();
  }

  #reach(action: () => void): void {
    this.#world.reach(() => {
      if (!this.#hasLeft) action();
    });
  }

  readonly #acts: Record<Act, () => void> = {
    hide: () => this.#reach(() => this.#page.set({ hidden: true })),
    show: () => this.#reach(() => this.#page.set({ hidden: false })),
    offline: () => {
      this.#network.cut();
      this.#reach(() => this.#page.set({ online: false }));
    },
    online: () => {
      this.#network.isOnline = true;
      this.#reach(() => this.#page.set({ online: true }));
    },
    freeze: () => {
      if (this.#world.random.chance(0.5)) this.#page.suspend();
      this.#world.freeze();
    },
    thaw: () => this.#world.thaw(),
    suspend: () => this.#reach(() => this.#page.suspend()),
    jump: () => this.#world.jump(this.#world.random.between(1000, 100_000)),
    abort: () => this.#reach(() => this.#abort()),
    leave: () =>
      this.#reach(() => {
        if (this.#others === 0) this.#leave();
      }),
    'mount again': () => this.#reach(() => this.#mountAgain()),
    reload: () => this.#reach(() => this.#reload()),
    'stop elsewhere': () => {
      const run = this.#runs.all.at(-1);
      if (run) this.#runs.stop(run);
    },
    'second tab': () => void this.#readAgain(),
    'look from outside': () => void this.#lookFromOutside(),
    restart: () => this.#runs.restart(),
    evict: () => this.#runs.evict(),
  };

  #abort(): void {
    const { status } = this.#chat.getState();
    if (status === 'ready' || status === 'error') return;
    this.#aborts += 1;
    this.#others += 1;
    void this.#chat.abort().then(() => (this.#others -= 1));
    this.#checker.aborted(this.#chat);
  }

  // As React does with an effect: the chat is left, and found again.
  #mountAgain(): void {
    if (this.#chat.dispose()) void this.#chat.resume();
  }

  // The page dies without a word; the next one knows only what was stored by then.
  #reload(): void {
    const dead = this.#chat;
    this.#checker.forget();
    this.#chat = this.#openPage();
    dead.dispose();
    void this.#chat.resume();
  }

  // Another tab of the same user reads the newest answer from its beginning, to its end.
  async #readAgain(): Promise<void> {
    const run = this.#runs.all.at(-1);
    if (!run || this.#isStranger) return;
    this.#others += 1;
    const { signal } = new AbortController();
    let message: ChatMessage = { id: run.id, role: 'assistant', parts: [] };
    let end: string | undefined;
    for await (const item of this.#tab.resume({ chatId: 'chat', runId: run.id, signal })) {
      if (item.type === 'event') message = applyEvent(message, item.event);
      if (item.type === 'snapshot') ({ message } = item);
      if (item.type === 'end') ({ end } = item);
    }
    const read = messageText(message);
    // A server that began anew may have written it once more, under the same name.
    const written = this.#runs.all.filter(({ id }) => id === run.id).map(textOf);
    const isTrue = written.some((text) =>
      end === 'complete' ? read === text : text.startsWith(read),
    );
    if (!isTrue) {
      this.#checker.fail('I2', `a second tab has read ${JSON.stringify(read)}`);
    }
    this.#others -= 1;
  }

  async #lookFromOutside(): Promise<void> {
    const runId = this.#runs.all.at(-1)?.id;
    if (!runId || this.#isStranger) return;
    this.#others += 1;
    const { signal } = new AbortController();
    for await (const item of this.#foreign.resume({ chatId: 'chat', runId, signal })) {
      if (item.type !== 'reconnecting' && item.type !== 'end') {
        this.#checker.fail('I10', `another user sees ${item.type}`);
      }
    }
    this.#others -= 1;
  }
}
