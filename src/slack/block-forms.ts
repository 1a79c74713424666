import type { Logger } from 'pino';
import { blockRefusalIn } from './block-refusal.ts';

/** How long a workspace that refused the newest blocks is sent plain ones straight away. Slack rolls blocks out within days. */
const PLAIN_MS = 6 * 60 * 60_000;

/** One thing to show in several forms. */
export interface Forms<F> {
  /** With blocks that a workspace may refuse; null where there is no such form. */
  readonly newest: F | null;
  /** What every workspace takes, the richest first. */
  readonly plain: readonly [F, ...F[]];
}

/** Which workspaces take the newest blocks. */
export interface BlockForms {
  /**
   * Calls with the richest form that the workspace takes. Where Slack refuses its blocks, which leaves nothing behind, it calls with the next one
   * at once.
   * @throws what the call throws for any other reason, and for the last form
   */
  send<F, T>(workspace: string, forms: Forms<F>, call: (form: F) => Promise<T>): Promise<T>;
}

/** @param now milliseconds since the epoch */
export function createBlockForms(log: Logger, now: () => number): BlockForms {
  const plainUntil = new Map<string, number>();

  const isPlain = (workspace: string): boolean => {
    const until = plainUntil.get(workspace);
    if (until === undefined) return false;
    if (now() < until) return true;
    plainUntil.delete(workspace);
    return false;
  };

  return {
    async send(workspace, { newest, plain }, call) {
      const isNewest = newest !== null && !isPlain(workspace);
      const [first, ...others] = plain;
      const [wanted, rest] = isNewest ? [newest, plain] : [first, others];
      let form = wanted;
      for (const next of rest) {
        try {
          return await call(form);
        } catch (error) {
          const refusal = blockRefusalIn(error);
          if (refusal === null) throw error;
          const { problems, isOfWorkspace } = refusal;
          log.warn({ event: 'slack-refused-blocks', reason: refusal.error, problems });
          if (isOfWorkspace && form === newest) plainUntil.set(workspace, now() + PLAIN_MS);
          form = next;
        }
      }
      return call(form);
    },
  };
}
