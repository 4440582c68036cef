import type { ChatMessage } from '../../protocol/chat-message.ts';
import { chatReducer, initialChatState } from './chat-state.ts';
import type { ChatChange, ChatState } from './chat-state.ts';
import type { StoredChat } from './stored-chat.ts';
import { isHidden, noBranches, withoutSiblings, type Branches } from './hidden-versions.ts';
import { MessageListeners } from './message-listeners.ts';
import { createMessageLookup } from './message-lookup.ts';
import { withOwnIds } from './tidy-history.ts';

/** What keeps the versions of turns. */
type VersionKeeper = Pick<
  typeof import('./branches.ts'),
  'forkBranch' | 'growBranch' | 'pruneBranches' | 'switchBranch' | 'withSiblings'
>;

/** The versions of a list, to go back to when nothing comes of a change. */
interface Version {
  readonly messages: readonly ChatMessage[];
  readonly branches: Branches;
}

/** The state of a chat as its screens see it, with the versions of its turns. */
export interface ChatView {
  /** The present state; the same object until something changes. */
  readonly getState: () => ChatState;
  /** The present copy of one message. */
  readonly getMessage: (messageId: string) => ChatMessage | undefined;
  /** Calls the listener after each change, or after those that can concern one message; gives back what unsubscribes. */
  readonly subscribe: (listener: () => void, messageId?: string) => () => void;
  /** Makes one step and tells the listeners. */
  readonly dispatch: (change: ChatChange) => void;
  /** Takes what keeps versions; before that, turns have none but those that were stored. */
  readonly useVersions: (versions: VersionKeeper) => void;
  /** Keeps what `messages` will leave out of the list as another version; `dispatch` shows them. */
  readonly fork: (messages: readonly ChatMessage[]) => void;
  /** Forgets the last fork if `messages` is the list from before it. */
  readonly unfork: (messages: readonly ChatMessage[] | undefined) => void;
  /** Shows another version; answers whether there is one. */
  readonly switchTo: (messageId: string) => boolean;
  /** Shows what was stored. */
  readonly load: (stored: StoredChat) => void;
  /** Forgets all versions but those of messages that `kept` still has. */
  readonly forget: (kept?: readonly ChatMessage[]) => void;
  /** Whether a message has this id, shown or hidden. */
  readonly has: (messageId: string) => boolean;
  /** What is to be stored. */
  readonly stored: () => StoredChat;
}

/**
 * Makes the view of a chat that begins with `messages`; `onChange` hears of every step, before the listeners do. What comes
 * from elsewhere is made fit to go on with by `tidy`.
 */
export function createChatView(
  messages: readonly ChatMessage[],
  onChange: (change: ChatChange) => void = () => undefined,
  tidy: (messages: readonly ChatMessage[]) => readonly ChatMessage[] = withOwnIds,
): ChatView {
  const listeners = new MessageListeners();
  const find = createMessageLookup();
  let state: ChatState = initialChatState(tidy(messages));
  let branches = noBranches;
  let before: Version | undefined;
  let versions: VersionKeeper | undefined;
  return {
    getState: () => state,
    getMessage: (messageId) => find(state.messages, messageId),
    subscribe: (listener, messageId) => listeners.add(listener, messageId),
    dispatch,
    useVersions(loaded) {
      versions = loaded;
      if (branches === noBranches) return;
      const { messages: list } = state;
      list.forEach((_, index) => grow(list, index));
      show(state);
      listeners.tellAll();
    },
    fork(next) {
      before = { messages: state.messages, branches };
      if (versions) branches = versions.forkBranch(branches, state.messages, next);
    },
    unfork(next) {
      if (before && next === before.messages) ({ branches } = before);
    },
    switchTo(messageId) {
      const switched = versions?.switchBranch(branches, state.messages, messageId);
      if (!switched) return false;
      ({ branches } = switched);
      dispatch({ status: 'ready', error: undefined, messages: switched.messages });
      return true;
    },
    load(stored) {
      branches = stored.branches ?? noBranches;
      // An answer that is still on its way is not left yet.
      const fit = stored.activeRunId ? withOwnIds : tidy;
      dispatch({ status: 'ready', error: undefined, messages: fit(stored.messages) });
    },
    has: (messageId) =>
      find(state.messages, messageId) !== undefined || isHidden(branches, messageId),
    forget(kept) {
      before = undefined;
      if (!kept) branches = noBranches;
      else if (versions) branches = versions.pruneBranches(branches, kept);
    },
    stored: () => ({
      messages: state.messages.map(withoutSiblings),
      ...(branches !== noBranches && { branches }),
    }),
  };

  function dispatch(change: ChatChange): void {
    const next = chatReducer(state, change);
    // While a message only grows, the versions stay what they are.
    const isGrowth = !change.messages && next.messages.length === state.messages.length;
    if (!isGrowth) grow(next.messages);
    show(next);
    onChange(change);
    if (change.messages) listeners.tellAll();
    else listeners.tell(change.message?.id);
  }

  function grow(list: readonly ChatMessage[], index?: number): void {
    if (versions) branches = versions.growBranch(branches, list, index);
  }

  function show(next: ChatState): void {
    // A chat that never forked pays nothing for its length.
    state =
      versions && branches !== noBranches
        ? { ...next, messages: versions.withSiblings(branches, next.messages) }
        : next;
  }
}
