import type { App } from '@slack/bolt';

/**
 * Whatever no other listener takes must still be acknowledged, or the person sees a warning: link buttons, which send a click too, and
 * closed dialogs.
 */
export function acknowledgeTheRest(app: App): void {
  app.action('open_iam', async ({ ack }) => ack());
  app.view(/.*/, async ({ ack }) => ack());
}
