import type { AidLabels } from '../components/labels/aid-labels.ts';
import type { ChatLabels } from '../components/labels/chat-labels.ts';
import type { McpAppLabels } from '../mcp-apps/mcp-app-labels.ts';
import type { RoomLabels } from '../rooms/room-labels.ts';
import type { SharedTextLabels } from '../shared-text/shared-text-labels.ts';
import type { StreamLabels } from '../streams/stream-labels.ts';
import type { UiFormatLabels } from '../ui-formats/ui-format-labels.ts';

/** Everything that the components say, in one language. */
export type LanguageLabels = ChatLabels &
  AidLabels &
  McpAppLabels &
  UiFormatLabels &
  RoomLabels &
  StreamLabels &
  SharedTextLabels;
