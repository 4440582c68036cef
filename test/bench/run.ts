// `npm run bench`: the kit's own benchmarks. The server's are under demo-server/bench (`npm run bench -w demo-server`).
import { benchMarkdownWork } from './markdown-work.ts';
import { benchPageTasks } from './page-tasks.ts';

benchMarkdownWork();
await benchPageTasks();
