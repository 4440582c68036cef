import { promises } from './promises.ts';

promises({ name: 'hono-ai-sdk' });
