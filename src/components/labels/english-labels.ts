import type { ChatLabels } from './chat-labels.ts';
import { englishChat } from './english-chat.ts';
import { englishConversations } from './english-conversations.ts';

// A constant of its own, not another name for the one the components use: with esbuild, who imported anything from the
// kit's root loaded the words with it.

/** What the components say unless they are told otherwise; a translation may begin with it. */
export const englishLabels: ChatLabels = { ...englishChat, ...englishConversations };
