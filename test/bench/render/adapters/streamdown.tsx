// With its code plugin (Shiki), as its README sets it up.
import { code } from '@streamdown/code';
import { Streamdown } from 'streamdown';
import 'streamdown/styles.css';
import './streamdown.css';
import { serveBench } from '../page.ts';
import { reactAdapter } from './react-adapter.tsx';

const plugins = { code };
serveBench(
  reactAdapter(({ text, streaming }) => (
    <Streamdown plugins={plugins} isAnimating={streaming}>
      {text}
    </Streamdown>
  )),
);
