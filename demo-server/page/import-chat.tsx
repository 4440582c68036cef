import { useRef, useState } from 'react';
import { importChat } from 'rivulet';
import type { ChatStorage } from 'rivulet';
import { newId } from './new-id.ts';

/** Takes a chat that was exported as JSON into the chats of this browser, and opens it. */
export function ImportChat(props: {
  readonly storage: ChatStorage;
  readonly onImport: (chatId: string) => void;
}) {
  const { storage, onImport } = props;
  const input = useRef<HTMLInputElement>(null);
  const [failure, setFailure] = useState<string>();
  const take = async (file: File) => {
    try {
      const chatId = newId();
      await storage.save(chatId, await importChat(await file.text()));
      setFailure(undefined);
      onImport(chatId);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div className="import-chat">
      <button type="button" onClick={() => input.current?.click()}>
        Import a chat
      </button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label="Exported chat"
        hidden
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void take(file);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
      <p role="alert">{failure}</p>
    </div>
  );
}
