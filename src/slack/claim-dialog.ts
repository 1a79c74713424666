import { WebAPIPlatformError } from '@slack/web-api';
import type { Logger } from 'pino';

/** Dialogs of which is remembered that something was sent from them. */
const KEPT = 1_000;

/** What a click in a dialog tells of it. Slack gives a dialog a new hash with every change. */
export interface Dialog {
  readonly id: string;
  readonly hash: string;
}

/** Makes sure that something is done once in a dialog, however often its button is clicked. */
export interface DialogClaims {
  /**
   * Whether whoever asks is the first.
   * @param show changes the dialog where it still has this hash: of two processes, Slack lets one
   */
  claim(dialog: Dialog, show: (hash: string) => Promise<unknown>): Promise<boolean>;
}

export function createDialogClaims(log: Logger): DialogClaims {
  const claimed = new Set<string>();
  return {
    async claim({ id, hash }, show) {
      if (claimed.has(id)) return false;
      claimed.add(id);
      const [oldest] = claimed;
      if (claimed.size > KEPT && oldest !== undefined) claimed.delete(oldest);
      try {
        await show(hash);
        return true;
      } catch (error) {
        if (error instanceof WebAPIPlatformError && error.data.error === 'hash_conflict') return false;
        // Whoever closes the dialog at once still wants what they asked for.
        log.info({
          event: 'dialog-unchanged',
          reason: error instanceof Error ? error.message : String(error),
        });
        return true;
      }
    },
  };
}
