import { promises } from './promises.ts';

promises({ name: 'react-router', flags: (port) => ['--port', String(port)] });
