import type { ChatEvent } from 'rivulet/protocol';

/** The frames of an answer as the guide's chat tells it: each with the whole text so far. */
export function chatFrames(): (event: ChatEvent) => object[] {
  let content = '';
  return (event) => {
    switch (event.type) {
      case 'text-delta':
        content += event.delta;
        return [{ type: 'ai_message_partial', content, token: event.delta }];
      case 'finish':
      case 'abort':
        return [{ type: 'ai_message_complete', content }];
      case 'error':
        return [{ type: 'error', error: event.errorText }];
      default:
        return [];
    }
  };
}
