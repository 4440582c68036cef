export { type MathOptions, math } from './math.tsx';
export { type Katex } from './katex.ts';
