import type { ChatErrorCode } from '../../protocol/chat-error.ts';
import { ChatError } from '../../protocol/chat-error.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { ChatChange, ChatState, ChatStatus } from '../state/chat-state.ts';

/** The part of a `BroadcastChannel` that a mirror needs. */
export interface TabChannel {
  /** Sends data to the other tabs. */
  postMessage(data: unknown): void;

  /** Calls the listener with what other tabs send. */
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;

  /** Closes the channel; nothing is heard after that. */
  close(): void;
}

/** What a tab is doing, as the others need to know it. */
export interface MirroredRun {
  readonly runId: string;
  /** Whether the server knows the run by this name. */
  readonly isNamed: boolean;
}

/** What travels between the tabs of one chat. */
type TabMessage =
  | { readonly type: 'hello' }
  /** A step of the tab that reads the run, which is absent once nothing is on its way. */
  | { readonly type: 'change'; readonly change: WireChange; readonly run?: MirroredRun }
  /** The tab that read the run goes away. */
  | { readonly type: 'left'; readonly run: MirroredRun }
  | { readonly type: 'abort' }
  /** Asks the tab that reads the run to show these messages. */
  | { readonly type: 'set'; readonly messages: readonly ChatMessage[] }
  /** The user has deleted the chat: nobody keeps anything of it. */
  | { readonly type: 'forget' };

/** A step, with the status and the error that the chat has after it. */
type WireChange = Omit<ChatChange, 'status' | 'error' | 'queue'> & {
  readonly status: ChatStatus;
  readonly error?: { readonly code: ChatErrorCode; readonly message: string };
};

/** What a mirror does in its own tab. */
export interface TabMirrorHost {
  readonly chatId: string;
  /** Opens the channel. @default the chat's `BroadcastChannel`, in browsers that have it */
  readonly open: (() => TabChannel) | undefined;
  readonly getState: () => ChatState;
  /** The run that this tab reads. */
  readonly ownRun: () => MirroredRun | undefined;
  /** Shows a step of another tab. */
  readonly show: (change: ChatChange) => void;
  /** Another tab asks to stop the run that this one reads. */
  readonly abort: () => void;
  /** The tab that read a run has gone: this one may go on with it. */
  readonly takeOver: (run: MirroredRun) => void;
  /** Another tab sets the messages of a chat whose run this one reads. */
  readonly setMessages: (messages: readonly ChatMessage[]) => void;
  /** The user has deleted the chat in another tab. */
  readonly forget: () => void;
}

/** Shows one chat in several tabs: one reads the run, the others show what it shows. */
export interface TabMirror {
  /** Opens the channel and asks the other tabs how things stand. */
  readonly start: () => void;
  readonly stop: () => void;
  /** Tells the other tabs of a step that was made here. */
  readonly tell: (change: ChatChange) => void;
  /** The run that another tab reads. */
  readonly remoteRun: () => MirroredRun | undefined;
  /** Asks the tab that reads the run to stop it. */
  readonly abort: () => void;
  /** Asks the tab that reads the run to show these messages. */
  readonly setMessages: (messages: readonly ChatMessage[]) => void;
  /** Has the other tabs forget the chat. */
  readonly forget: () => void;
}

/** Makes a mirror that has not started. */
export function createTabMirror(host: TabMirrorHost): TabMirror {
  let channel: TabChannel | undefined;
  let remoteRun: MirroredRun | undefined;
  let isShowing = false;
  /** Whether this tab has told of a run of its own. */
  let hasRead = false;
  return {
    start() {
      if (channel) return;
      channel = host.open ? host.open() : browserTabChannel(host.chatId);
      if (!channel) return;
      channel.addEventListener('message', ({ data }) => receive(data as TabMessage));
      post({ type: 'hello' });
      postOwnRun();
    },
    stop() {
      const run = host.ownRun();
      if (run) post({ type: 'left', run });
      channel?.close();
      channel = undefined;
      remoteRun = undefined;
    },
    tell(change) {
      if (!isShowing) postChange(change);
    },
    remoteRun: () => remoteRun,
    abort() {
      remoteRun = undefined;
      post({ type: 'abort' });
    },
    setMessages: (messages) => post({ type: 'set', messages }),
    forget: () => post({ type: 'forget' }),
  };

  function post(message: TabMessage): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is not a window
    channel?.postMessage(message);
  }

  function postChange({ queue: _queue, error: _error, ...change }: ChatChange): void {
    const run = host.ownRun();
    const { status, error } = host.getState();
    hasRead ||= run !== undefined;
    const wire = {
      ...change,
      status,
      ...(error && { error: { code: error.code, message: error.message } }),
    };
    post({ type: 'change', change: wire, ...(run && { run }) });
  }

  // Who reads a run knows best; an idle tab has nothing that storage has not.
  function postOwnRun(isSet?: true): void {
    if (!isSet && !host.ownRun()) return;
    const { messages, metrics, outbox } = host.getState();
    postChange({ messages, metrics, outbox, ...(isSet && { isSet }) });
  }

  function receive(message: TabMessage): void {
    switch (message.type) {
      case 'hello':
        postOwnRun();
        break;
      case 'change':
        // Two tabs asked at once: each shows its own run.
        if (host.ownRun()) break;
        remoteRun = message.run;
        show(message.change);
        break;
      case 'left':
        if (remoteRun?.runId !== message.run.runId) break;
        remoteRun = undefined;
        host.takeOver(message.run);
        break;
      case 'abort':
        if (host.ownRun()) host.abort();
        break;
      case 'set':
        if (host.ownRun()) host.setMessages(message.messages);
        break;
      case 'forget':
        remoteRun = undefined;
        quietly(host.forget);
        // What it told of its answers before may come to the others only now.
        if (hasRead) postOwnRun(true);
        hasRead = false;
        break;
      default:
        // A later version of the kit in another tab.
        message satisfies never;
    }
  }

  function show({ error, ...change }: WireChange): void {
    quietly(() =>
      host.show({ ...change, error: error && new ChatError(error.code, error.message) }),
    );
  }

  // What comes from another tab goes to no other.
  function quietly(act: () => void): void {
    isShowing = true;
    act();
    isShowing = false;
  }
}

/** Opens the `BroadcastChannel` of a chat; undefined where the platform has none. */
function browserTabChannel(chatId: string): TabChannel | undefined {
  return typeof BroadcastChannel === 'function'
    ? new BroadcastChannel(`rivulet:${chatId}`)
    : undefined;
}
