import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { SCENARIOS } from '../../sandbox/scenarios/list.ts';
import type { Terminal } from '../terminal.ts';
import { askOnStage, CHANNEL } from './ask-on-stage.ts';
import type { Stage } from './stage.ts';

const PROMPT = '\n> ';

/** A conversation at the terminal, until `quit`, the end of the input, or Ctrl-C. */
export async function talk(stage: Stage, terminal: Terminal): Promise<void> {
  await terminal.print(introduction(stage));
  const input = createInterface({ input: process.stdin });
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() => input.close());
  let hasSpoken = false;
  await terminal.print(PROMPT);
  for await (const line of input) {
    const text = line.trim();
    hasSpoken ||= text !== '';
    if (text === 'quit' || text === 'exit') return;
    if (text !== '') await terminal.print(`\n${await reply(stage, text)}\n`);
    await terminal.print(PROMPT);
  }
  // Started without a terminal, as a service: there is nobody to end it but a signal.
  if (!hasSpoken && process.stdin.isTTY !== true) await stopped;
}

async function reply(stage: Stage, text: string): Promise<string> {
  if (text === 'scenarios') return scenarioLines().join('\n');
  if (text.startsWith('press ')) return press(stage, text.slice('press '.length).trim());
  return askOnStage(stage, text);
}

/** Presses a button under the newest answer that has it, and shows what comes of it. */
async function press({ slack, bot }: Stage, button: string): Promise<string> {
  const user = slack.user();
  const messages = [...slack.channelMessages(CHANNEL), ...slack.channelMessages(user.id)].filter(
    (message) => message.bot_id,
  );
  const answered = bot.events.filter(({ event }) => event === 'answered').length;
  const count = messages.length;
  for (const message of messages.toReversed()) {
    try {
      await user.clickButton(message, button);
    } catch {
      continue;
    }
    const view = slack.openViews(user.id).at(-1);
    if (view !== undefined) {
      await user.closeView(view);
      return slack.renderView(view);
    }
    await slack
      .waitFor(() => bot.events.filter(({ event }) => event === 'answered').length > answered, 30_000)
      .catch(() => {});
    const now = [...slack.channelMessages(CHANNEL), ...slack.channelMessages(user.id)].filter(
      (one) => one.bot_id,
    );
    return slack.renderThread(now.slice(count));
  }
  return `No answer has a button "${button}" yet.`;
}

function introduction({ cloud, slack, kubeconfigPath }: Stage): string {
  return [
    'The bot runs. Its Slack, its AWS and its Kubernetes are on this machine; nothing leaves it.',
    '',
    'Type what you would type in Slack:',
    '  /irsa check payments/api        a command in #oncall',
    '  @irsa check payments/api        a mention; so is @irsa with a pasted error',
    '  press Get corrected policy      a button under the last answer',
    '  scenarios                       what else is broken here',
    '  quit',
    '',
    'The same world for other tools:',
    `  AWS_ENDPOINT_URL=${cloud.awsUrl} KUBECONFIG=${kubeconfigPath}`,
    `  AWS_ACCESS_KEY_ID=${cloud.environment.AWS_ACCESS_KEY_ID} AWS_SECRET_ACCESS_KEY=${cloud.environment.AWS_SECRET_ACCESS_KEY} AWS_REGION=${cloud.environment.AWS_REGION}`,
    `  SLACK_API_URL=${slack.apiUrl}`,
    '',
  ].join('\n');
}

function scenarioLines(): readonly string[] {
  const width = Math.max(...SCENARIOS.map(({ prompt }) => prompt.length));
  return SCENARIOS.map(({ prompt, title }) => `${prompt.padEnd(width)}  ${title}`);
}
