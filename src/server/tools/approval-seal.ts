import type { ToolPart } from '../../protocol/chat-message.ts';
import { toolName } from '../../protocol/chat-message.ts';
import type { ChatQuestion } from '../answers/answer.ts';

type Asker = Pick<ChatQuestion, 'owner' | 'chatId'>;

/** Seals the calls that a user is asked to allow, so that a browser can allow nothing that it was not asked about. */
export class ApprovalSeal {
  readonly #key: Promise<CryptoKey>;

  /** @param secret The same on all servers that share a chat. @default a random one for this process */
  constructor(secret: string = crypto.randomUUID()) {
    const bytes = new TextEncoder().encode(`rivulet approvals ${secret}`);
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    this.#key = crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign', 'verify']);
  }

  /** The seal of a call: of what is to be done, with what, for whom. */
  async of(call: ToolPart, asker: Asker): Promise<string> {
    const seal = await crypto.subtle.sign('HMAC', await this.#key, textOf(call, asker));
    return [...new Uint8Array(seal)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  /** Whether a call has come back as it was sealed. */
  async fits(call: ToolPart, asker: Asker): Promise<boolean> {
    const pairs = call.approval?.signature?.match(/[\da-f]{2}/g) ?? [];
    const seal = Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
    return crypto.subtle.verify('HMAC', await this.#key, seal, textOf(call, asker));
  }
}

function textOf(call: ToolPart, { owner, chatId }: Asker): Uint8Array<ArrayBuffer> {
  const { toolCallId, input } = call;
  return new TextEncoder().encode(
    JSON.stringify([owner, chatId, toolCallId, toolName(call), input]),
  );
}
