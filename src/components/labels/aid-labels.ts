/** What is said of the menus of the message field, of plans, of the context and of a chat that loads. */
export interface AidLabels {
  /** The language of numbers, as a BCP 47 tag. */
  readonly locale: string;

  /** Told when a menu of the message field opens, or offers something else: how much it offers. */
  readonly offers: (count: number) => string;

  /** Shown and told while a menu waits for what it offers. */
  readonly offersLoading: string;

  /** Shown and told when a menu offers nothing for what is typed. */
  readonly offersNone: string;

  /** Names the choice of the model that answers. */
  readonly model: string;

  /** Told while the messages of a chat are on their way. */
  readonly chatLoading: string;

  /** Names the figure that says how much of a model's context is in use. */
  readonly context: string;

  /** How much of the context is in use; in figures: `43,500 of 128,000 tokens`. */
  readonly contextUsed: (used: string, size: string) => string;

  /** What the chat has cost; `cost` is written as a sum of money. */
  readonly contextCost: (cost: string) => string;

  /** Names a plan that has no title. */
  readonly plan: string;

  /** How far a plan is: `2 of 5 done`. */
  readonly planDone: (done: number, all: number) => string;

  /** The state of a step of a plan. */
  readonly planState: Readonly<Record<'pending' | 'in_progress' | 'completed' | 'failed', string>>;
}

/** What these say by themselves. */
export const englishAids: AidLabels = {
  locale: 'en',
  offers: (count) => (count === 1 ? '1 suggestion' : `${count} suggestions`),
  offersLoading: 'Looking…',
  offersNone: 'Nothing found',
  model: 'Model',
  chatLoading: 'Loading the messages…',
  context: 'Context',
  contextUsed: (used, size) => `${used} of ${size} tokens`,
  contextCost: (cost) => `Cost: ${cost}`,
  plan: 'Plan',
  planDone: (done, all) => `${done} of ${all} done`,
  planState: {
    pending: 'to do',
    in_progress: 'in progress',
    completed: 'done',
    failed: 'failed',
  },
};
