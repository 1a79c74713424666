import { context, header, section } from './blocks.ts';
import type { SlackMessage } from './message.ts';

const WAYS_TO_ASK: readonly (readonly [words: string, meaning: string])[] = [
  [
    '/irsa check payments/api',
    'why pods of the service account `api` in the namespace `payments` cannot use their role',
  ],
  ['/irsa check payments/api prod-eu', 'the same, on the cluster `prod-eu`'],
  ['/irsa payments/api', 'the same, for short'],
  [
    '/irsa audit payments',
    'every service account of the namespace that has an identity; without a namespace, of all',
  ],
  ['/irsa explain AccessDenied: …', 'what a pasted error means, and a check of what it names'],
  ['/irsa help', 'this text'],
];

const TITLE = 'Ask why a pod cannot assume its IAM role';
const COMMANDS = WAYS_TO_ASK.map(([words, meaning]) => `\`${words}\`\n      ${meaning}`).join('\n');
const ELSEWHERE = [
  '*In a thread:* `@irsa check payments/api`, or `@irsa` with the error text, or `@irsa` alone for the error that the thread begins with. Commands do not work in threads; mentions do.',
  '*On any message:* More actions → *Diagnose AWS error*.',
].join('\n');
const PROMISE =
  'The answer stands in one thread: the condition that fails, what was expected and found, and a corrected trust policy with its proof. I only read, I change nothing.';

/** How to ask. */
export function renderHelp(): SlackMessage {
  return {
    text: [TITLE, COMMANDS, ELSEWHERE, PROMISE].join('\n'),
    blocks: [header(TITLE), section(COMMANDS), section(ELSEWHERE), context([PROMISE])],
  };
}
