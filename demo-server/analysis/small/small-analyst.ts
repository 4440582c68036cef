import type { Analyst, AnalystInfo, AnalystOptions, Translation } from '../analyst.ts';
import { findApertium, translate, type Direction } from './apertium.ts';
import { ReadingThread } from './reading-thread.ts';

/** Opens the analyst that needs no language model: small models and rules, in a thread of their own. English alone. */
export async function openSmallAnalyst(options: { apertium?: string } = {}): Promise<Analyst> {
  const { apertium = 'apertium' } = options;
  return new SmallAnalyst(await findApertium(apertium), apertium);
}

class SmallAnalyst implements Analyst {
  readonly info: AnalystInfo;
  readonly #thread = new ReadingThread();
  readonly #direction: Direction | undefined;
  readonly #command: string;

  constructor(direction: Direction | undefined, command: string) {
    this.#direction = direction;
    this.#command = command;
    this.info = {
      name: 'Rivulet reader',
      kind: 'small',
      ...(direction && { translatesTo: direction.language }),
    };
  }

  sentiment(text: string, { signal }: AnalystOptions = {}) {
    return this.#thread.ask('sentiment', text, signal);
  }

  entities(text: string, { signal }: AnalystOptions = {}) {
    return this.#thread.ask('entities', text, signal);
  }

  summary(text: string, { signal }: AnalystOptions = {}) {
    return this.#thread.ask('summary', text, signal);
  }

  async translation(text: string, { signal }: AnalystOptions = {}): Promise<Translation> {
    signal?.throwIfAborted();
    if (!this.#direction) {
      return {
        skipped:
          'Nothing here translates. Install Apertium (on Debian: apt-get install apertium-eng-spa), or start with a language model.',
      };
    }
    const { language } = this.#direction;
    return { text: await translate(text, this.#direction, signal, this.#command), language };
  }

  close(): Promise<void> {
    return this.#thread.close();
  }
}
