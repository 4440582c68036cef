// `npm run bench`: the kit's own benchmarks; `-- work`, `-- decode`, `-- hostile`, `-- stream`, `-- page`, `-- shared`, `-- rooms` or `-- render` runs one of them.
// The server's are under demo-server/bench (`npm run bench -w demo-server`).
import { benchDecodeEvents } from './decode-events.ts';
import { benchHostileSizes } from './hostile-sizes.ts';
import { benchMarkdownWork } from './markdown-work.ts';
import { benchPageStream } from './page-stream.ts';
import { benchPageTasks } from './page-tasks.ts';
import { benchRender } from './render/bench.ts';
import { benchRoomFlood } from './room-flood.ts';
import { benchSharedText } from './shared-text.ts';

const [name = 'all', ...args] = process.argv.slice(2);
if (name === 'all' || name === 'work') benchMarkdownWork();
if (name === 'all' || name === 'decode') await benchDecodeEvents();
if (name === 'all' || name === 'hostile') await benchHostileSizes();
if (name === 'all' || name === 'page' || name === 'stream') await benchPageStream();
if (name === 'all' || name === 'page') await benchPageTasks();
if (name === 'all' || name === 'shared') await benchSharedText();
if (name === 'all' || name === 'rooms') await benchRoomFlood();
if (name === 'all' || name === 'render') await benchRender(args);
