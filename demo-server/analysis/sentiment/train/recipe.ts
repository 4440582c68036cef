import type { TrainOptions } from './logistic.ts';

/** How the committed model is trained. */
export const recipe: TrainOptions = { keep: 5000, epochs: 40, rate: 0.3, decay: 0.01 };
