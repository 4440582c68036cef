import { Chat, EmptyState, Suggestions } from 'rivulet';
import type { Feedback, StreamingChat, SuggestionsProps } from 'rivulet';
import { math } from 'rivulet/math';
import type { ChatMessage } from 'rivulet/protocol';
import { ChatTools } from './chat-tools.tsx';
import { hasFiles, readsTextOnly } from './text-only.ts';
import type { DemoChat } from './demo-chat.ts';
import { toolCards } from './tool-cards.tsx';
import { tourQuestions } from './tour.ts';
import type { ModelInfo } from './use-model.ts';

const markdown = { plugins: [math()] };
const components = { Suggestions: Beginnings };

function leadOf(model: ModelInfo | undefined): string {
  if (model?.engine === 'scripted') {
    return 'No model runs here: the replies are scripted, the streaming is real.';
  }
  const where = model?.engine === 'upstream' ? 'behind this server' : 'on this machine';
  return `Each one streams from a model ${where}, through the kit, to this page.`;
}

/** Questions that the model answers, and one for the painter beside it where the model calls no tools itself. */
function questionsFor({ suggestions, images, engine }: ModelInfo): readonly string[] {
  const first = suggestions.slice(0, 4);
  return images && engine !== 'upstream' ? [...first, 'Draw a red sun over the sea'] : first;
}

/** Questions for the model, and below them those of the tour, which say that they are scripted. */
function Beginnings({ suggestions, ...rest }: SuggestionsProps) {
  return (
    <>
      <Suggestions {...rest} suggestions={suggestions} />
      <p className="tour-note">What a small model cannot do, from a script:</p>
      <Suggestions {...rest} aria-label="Scripted answers" suggestions={tourQuestions} />
    </>
  );
}

/** The chat that is open, with all that the kit offers around one. */
export function OpenChat(props: {
  readonly chat: StreamingChat<DemoChat>;
  readonly title: string | undefined;
  readonly model: ModelInfo | undefined;
}) {
  const { chat, title, model } = props;
  const isTextOnly = readsTextOnly(model);
  return (
    <Chat
      chat={chat}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page is this field
      autoFocus
      markdown={markdown}
      components={components}
      parts={toolCards}
      suggestions={model && questionsFor(model)}
      placeholder={model?.bundled ? 'Ask about Rivulet' : 'Send a message'}
      emptyState={
        <EmptyState title="Words arrive as they are made.">
          <p className="lead">{leadOf(model)}</p>
        </EmptyState>
      }
      header={chat.messages.length > 0 && <ChatTools chat={chat} title={title ?? 'New chat'} />}
      footer={isTextOnly && <p className="files-note">{filesNote}</p>}
      messageActions={isTextOnly ? notShown : undefined}
      accept={isTextOnly ? undefined : 'image/*'}
      // The chats are kept where a page has 5 MB.
      maxBytes={1_000_000}
      downscale={{ maxSide: 1280 }}
      onFeedback={keepFeedback(chat)}
      dictation
      readAloud
    />
  );
}

const filesNote =
  'This model reads text only: files stay in your message, and it is not shown them.';

function notShown(message: ChatMessage<DemoChat>) {
  return hasFiles(message) && <span className="not-shown">Not shown to the model</span>;
}

/** There is nobody here to tell it to, so it is kept in the chat. */
function keepFeedback({ setMessages }: StreamingChat<DemoChat>) {
  return ({ id }: ChatMessage<DemoChat>, feedback: Feedback | undefined) =>
    setMessages((messages) =>
      messages.map((message) =>
        message.id === id ? { ...message, metadata: { ...message.metadata, feedback } } : message,
      ),
    );
}
