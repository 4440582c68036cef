/** Builds the page; the server starts it as a process of its own. */
import { buildPage } from './page-build.ts';

await buildPage();
process.disconnect?.();
