import { memo, useState, type ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import type { Adapter } from '../page.ts';

/** What a renderer gets: the text so far. */
export interface MessageProps {
  readonly text: string;
  readonly streaming: boolean;
}

/** Drives a React component as a sensible app does: one memoised component per message. */
export function reactAdapter(Component: ComponentType<MessageProps>): Adapter {
  const Message = memo(function Message(props: MessageProps) {
    return (
      <div className="message">
        <Component {...props} />
      </div>
    );
  });
  return {
    mount(root, finished) {
      let show: (message: MessageProps) => void = () => undefined;
      let last = '';
      function Chat() {
        const [live, setLive] = useState<MessageProps>({ text: '', streaming: true });
        show = setLive;
        return (
          <>
            {finished.map((text, index) => (
              <Message key={index} text={text} streaming={false} />
            ))}
            <Message key="live" {...live} />
          </>
        );
      }
      const chat = createRoot(root);
      chat.render(<Chat />);
      return {
        push(text) {
          last = text;
          show({ text, streaming: true });
        },
        finish: () => show({ text: last, streaming: false }),
        unmount: () => chat.unmount(),
      };
    },
  };
}
