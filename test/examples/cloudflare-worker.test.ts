import { promises } from './promises.ts';

promises({ name: 'cloudflare-worker', node: 22, flags: (port) => ['--port', String(port)] });
