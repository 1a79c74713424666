import { context, section } from './blocks.ts';
import { prose } from './escape.ts';
import { fitted } from './limits.ts';
import type { SlackMessage } from './message.ts';

const CONTACT = 300;
const MENTIONS: readonly (readonly [RegExp, (id: string) => string])[] = [
  [/^[CG][A-Z0-9]{5,20}$/, (id) => `<#${id}>`],
  [/^[UW][A-Z0-9]{5,20}$/, (id) => `<@${id}>`],
  [/^S[A-Z0-9]{5,20}$/, (id) => `<!subteam^${id}>`],
];

/** Why somebody may not ask that here. `why` is the sentence; `contact` is who can help, by Slack's id or in words. */
export function renderRefusal(why: string, contact: string | null, reference: string): SlackMessage {
  const what = `⛔ ${fitted(why, 600, prose)}`;
  const help = `${helper(contact)} Reference ${prose(`\`${reference}\``)}.`;
  return { text: `${what}\n${help}`, blocks: [section(what), context([help])] };
}

function helper(contact: string | null): string {
  if (contact === null)
    return 'Whoever runs this bot can help: `slack.access` in `irsa-doctor.yaml` says who may ask about what.';
  const mention = MENTIONS.find(([form]) => form.test(contact))?.[1](contact);
  return `${mention ?? fitted(contact, CONTACT, prose)} can help.`;
}
