import ReactMarkdown from 'react-markdown';
import rehypeHighlight from 'rehype-highlight';
import remarkGfm from 'remark-gfm';
import { serveBench } from '../page.ts';
import { reactAdapter } from './react-adapter.tsx';

const remark = [remarkGfm];
const rehype = [rehypeHighlight];
serveBench(
  reactAdapter(({ text }) => (
    <ReactMarkdown remarkPlugins={remark} rehypePlugins={rehype}>
      {text}
    </ReactMarkdown>
  )),
);
