import { attacks } from './attacks.ts';
import type { Target } from './raw-socket.ts';

/** What a siege has come to. */
export interface Siege {
  /** Strokes by the name of their attack. */
  readonly strokes: Readonly<Record<string, number>>;
  /** Answers of the server that refuse, as far as the attackers waited for them. */
  readonly refusals: number;
}

/** How a server is attacked. */
export interface SiegeOptions {
  readonly port: number;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** How many strokes of each attack are under way at once. @default 2 */
  readonly lanes?: number | undefined;
}

/** Attacks a server in all ways at once until `signal` says that it is over. */
export async function besiege({ port, signal, lanes = 2 }: SiegeOptions): Promise<Siege> {
  const strokes: Record<string, number> = {};
  let refusals = 0;
  const attack = async (name: string, from: string | undefined): Promise<void> => {
    const target: Target = { port, from };
    while (!signal.aborted) {
      const stroke = (strokes[name] = (strokes[name] ?? 0) + 1);
      const told = await attacks[name]?.(target, stroke);
      refusals += told?.match(/HTTP\/1\.1 [45]\d\d /g)?.length ?? 0;
    }
  };
  const names = Object.keys(attacks);
  await Promise.all(
    names.flatMap((name, index) =>
      Array.from({ length: lanes }, () => attack(name, addressOf(index))),
    ),
  );
  return { strokes, refusals };
}

/** Another machine for each attack, where all of 127.0.0.0/8 is this one. */
function addressOf(index: number): string | undefined {
  return process.platform === 'linux' ? `127.66.0.${index + 1}` : undefined;
}
