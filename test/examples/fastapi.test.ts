import { findFastapi } from '../set-up/fastapi.ts';
import { promises } from './promises.ts';

promises({ name: 'fastapi', env: { PYTHON: findFastapi() ?? 'python3' } });
