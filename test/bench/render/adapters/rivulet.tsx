import { StreamingMarkdown } from 'rivulet';
import { serveBench } from '../page.ts';
import { reactAdapter } from './react-adapter.tsx';

serveBench(
  reactAdapter(({ text, streaming }) => (
    <StreamingMarkdown streaming={streaming}>{text}</StreamingMarkdown>
  )),
);
