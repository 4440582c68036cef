// Without highlighting: it has none of its own.
import { XMarkdown } from '@ant-design/x-markdown';
import '@ant-design/x-markdown/themes/light.css';
import { serveBench } from '../page.ts';
import { reactAdapter } from './react-adapter.tsx';

const more = { hasNextChunk: true };
const whole = { hasNextChunk: false };
serveBench(
  reactAdapter(({ text, streaming }) => (
    <XMarkdown className="x-markdown-light" content={text} streaming={streaming ? more : whole} />
  )),
);
