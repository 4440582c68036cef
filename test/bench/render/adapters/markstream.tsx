// It windows what is off screen, unlike the others.
import MarkdownRender from 'markstream-react';
import 'markstream-react/index.css';
import { serveBench } from '../page.ts';
import { reactAdapter } from './react-adapter.tsx';

serveBench(
  reactAdapter(({ text, streaming }) => (
    <MarkdownRender content={text} final={!streaming} fade={false} />
  )),
);
