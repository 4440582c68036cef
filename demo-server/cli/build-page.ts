/** Builds the page, for servers that start where nothing can be written: `npm run build:page -w demo-server`. */
import { preparePage } from '../server/page-build.ts';

const hasPage = await preparePage((text) => process.stdout.write(`${text}\n`));
if (!hasPage) {
  process.stderr.write('The page cannot be built here: its sources are missing.\n');
  process.exitCode = 1;
}
