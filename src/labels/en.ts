import { englishLabels } from '../components/labels/english-labels.ts';
import { englishMcpApps } from '../mcp-apps/mcp-app-labels.ts';
import { englishUiFormats } from '../ui-formats/ui-format-labels.ts';
import { englishAids } from '../components/labels/aid-labels.ts';
import { englishSharedText } from '../shared-text/shared-text-labels.ts';
import { englishRooms } from '../rooms/room-labels.ts';
import { englishStreams } from '../streams/stream-labels.ts';
import type { LanguageLabels } from './language-labels.ts';

/** What the components say by themselves: English. */
export const en: LanguageLabels = {
  ...englishStreams,
  ...englishRooms,
  ...englishAids,
  ...englishSharedText,
  ...englishLabels,
  ...englishMcpApps,
  ...englishUiFormats,
};
