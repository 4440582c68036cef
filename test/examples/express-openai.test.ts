import { promises } from './promises.ts';

promises({ name: 'express-openai' });
