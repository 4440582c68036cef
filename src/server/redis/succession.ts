import type { RunHeirOptions } from '../shared-runs/run-heir.ts';
import { entryId, runKeys } from './run-keys.ts';
import { endScript, runScript, takeOverScript } from './run-scripts.ts';
import type { StoreLink } from './store-link.ts';

/** How runs of processes that have died are taken and ended in Redis. */
export function successionOf(
  connection: StoreLink,
  producer: string,
  keepMs: number,
): Pick<RunHeirOptions, 'claim' | 'end'> {
  return {
    async claim(run, generation) {
      const values = [run.generation, generation, producer];
      const { meta } = runKeys(run.id);
      const question = await runScript(connection, takeOverScript, [meta], values);
      return typeof question === 'string' ? { generation, question } : undefined;
    },
    end(id, { generation, seq, errorText }) {
      const { meta, log } = runKeys(id);
      const event = JSON.stringify({ type: 'error', errorText });
      const values = [generation, entryId(seq + 1), event, String(keepMs)];
      return runScript(connection, endScript, [meta, log], values);
    },
  };
}
