import { promises } from './promises.ts';

promises({ name: 'bun' });
