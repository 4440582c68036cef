import type * as React from 'react';
import { useEffect, useMemo } from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { loadGrowingParts } from '../../markdown/elements/use-late-parts.ts';
import { useShallow } from '../../view/use-shallow.ts';
import type { FarRows } from './far-rows.ts';
import type { MemoryStart } from './memory-start.ts';
import { KeepPlace } from './keep-place.ts';
import { MessageGroupRows } from './message-group-rows.tsx';
import type { MessageGroup } from './message-groups.ts';
import { TypingIndicator } from './message-parts.tsx';
import { Item, RowsContext, SettingsContext } from './message-row.tsx';
import type { MessageRowOptions } from './message-row.tsx';

/** Props of {@link MessageRows}. */
interface MessageRowsProps extends MessageRowOptions {
  readonly groups: readonly MessageGroup[];
  /** How many messages at the end are formatted from the beginning. */
  readonly seen: number;
  readonly last: ChatMessage | undefined;
  /** Where the model's memory begins. */
  readonly memory: MemoryStart | undefined;
  /** What formats rows that come near. */
  readonly rows: FarRows;
  /** Takes down where the reader is; answers how to go back there. */
  readonly hold: () => () => void;
  /** Whether an answer is on its way. */
  readonly isBusy: boolean;
}

/** The messages of a list in their groups, with a line where the model's memory begins. Renders `<div>`s. */
export function MessageRows({
  groups,
  seen,
  last,
  memory,
  rows,
  hold,
  isBusy,
  ...rest
}: MessageRowsProps): React.JSX.Element {
  const options = useShallow<MessageRowOptions>(rest);
  const lastId = last?.id;
  usePreparation(isBusy);
  const settings = useMemo(
    () => ({ options, rows, isBusy, lastId }),
    [options, rows, isBusy, lastId],
  );
  return (
    <RowsContext.Provider value={rows}>
      <KeepPlace first={groups[0]?.key} hold={hold}>
        <SettingsContext.Provider value={settings}>
          {groups.map(({ key, messages }, index) => (
            <MessageGroupRows
              key={key}
              messages={messages}
              memory={memory}
              nearFrom={nearFrom(groups, index, seen)}
              isSkipped={index < groups.length - 1}
            />
          ))}
        </SettingsContext.Provider>
      </KeepPlace>
      {isBusy && last?.role !== 'assistant' && (
        <Item data-chrome="">
          <TypingIndicator />
        </Item>
      )}
    </RowsContext.Provider>
  );
}

/** Loads what shows an answer while that is waited for. */
function usePreparation(isBusy: boolean): void {
  useEffect(() => {
    if (isBusy) loadGrowingParts();
  }, [isBusy]);
}

/** Which of the messages of a group are among so many at the end of the list. */
function nearFrom(groups: readonly MessageGroup[], index: number, seen: number): number {
  const size = (at: number) => groups[at]?.messages.length ?? 0;
  let left = seen;
  for (let at = groups.length - 1; at > index && left > 0; at -= 1) left -= size(at);
  return size(index) - Math.max(0, Math.min(left, size(index)));
}
