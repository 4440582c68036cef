export { sandboxResponse } from '../sandbox-response.ts';
