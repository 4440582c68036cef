import { ChatExport, openFind } from 'rivulet';
import type { StreamingChat } from 'rivulet';

/** The line above an open chat: what it is called, and what can be done with all of it. */
export function ChatTools(props: { readonly chat: StreamingChat; readonly title: string }) {
  const { chat, title } = props;
  return (
    <div className="chat-tools">
      <h2 title={title}>{title}</h2>
      <button
        type="button"
        className="rv-action"
        aria-label="Find in this chat"
        title="Find in this chat (Ctrl+F)"
        onClick={(event) => openFind(event.currentTarget)}
      >
        <svg className="rv-icon" viewBox="0 0 20 20" aria-hidden="true">
          <path d="M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l3.8 3.8" />
        </svg>
      </button>
      <ChatExport read={chat.chat.getStored} title={title} />
    </div>
  );
}
