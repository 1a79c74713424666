import { setTimeout as pause } from 'node:timers/promises';
import { type BenchLine, benchLine } from './bench-line.ts';
import { type BenchStage, openBenchStage, SIGNING_SECRET } from './bench-stage.ts';
import { CLUSTERS, crowdedWorld } from './crowded-world.ts';
import { type ChainedCall, longestChain } from './longest-chain.ts';
import { percentile } from './percentile.ts';
import { slashCommandRequest } from './slash-command.ts';
import { watchAnswers } from './watch-answers.ts';

/** What every call takes longer, in milliseconds. */
const SLACK_MS = 60;
const KUBERNETES_MS = 80;
const AWS_MS = 100;
const AIM = 1.15;

const QUESTIONS = 20;
/** Each cluster is asked about once before: it is described once in a while, and the first question loads what the next ones find. */
const WARM_UP = CLUSTERS.length;

const CHECK: readonly ChainedCall[] = [
  { name: 'list serviceaccounts', ms: KUBERNETES_MS, after: [] },
  { name: 'GetRole', ms: AWS_MS, after: ['list serviceaccounts'] },
  { name: 'GetOpenIDConnectProvider', ms: AWS_MS, after: ['list serviceaccounts'] },
];
const POSTS: readonly ChainedCall[] = [
  { name: 'post parent', ms: SLACK_MS, after: [] },
  { name: 'post answer', ms: SLACK_MS, after: ['post parent'] },
];
const UPDATE = { name: 'update answer', ms: SLACK_MS };

/** What must wait for what: nothing that is read needs a message, and the answer needs both. */
const NEEDED = longestChain([
  ...POSTS,
  ...CHECK,
  { ...UPDATE, after: ['post answer', 'GetRole', 'GetOpenIDConnectProvider'] },
]);
/** The same where reading begins only when the messages stand. */
const ONE_AFTER_THE_OTHER = longestChain([
  ...POSTS,
  ...CHECK.map((call) => ({ ...call, after: ['post answer', ...call.after] })),
  { ...UPDATE, after: ['GetRole', 'GetOpenIDConnectProvider'] },
]);

/** Time from a command to its answer where every call takes a while, against what these calls take by themselves. */
export async function* benchAnswer(): AsyncGenerator<BenchLine<'answer'>> {
  for (const queue of ['redis', 'embedded'] as const) {
    const { world, texts } = crowdedWorld(100);
    world.delays.push(
      { api: 'kubernetes:*', ms: KUBERNETES_MS },
      ...['iam', 'eks', 'sts'].map((service) => ({ api: `${service}:*`, ms: AWS_MS })),
    );
    const stage = await openBenchStage(world, { queue, channels: WARM_UP + QUESTIONS });
    try {
      if (queue === 'redis') await stage.start('worker');
      const { url } = await stage.start(queue === 'redis' ? 'bot' : 'start');
      stage.slack.setDelay('*', SLACK_MS);
      const timings: Timing[] = [];
      for (let index = 0; index < WARM_UP + QUESTIONS; index += 1) {
        timings.push(await ask(stage, url ?? '', texts[index] ?? '', index));
      }
      yield lineOf(queue, timings.slice(WARM_UP), timings[0]);
    } finally {
      await stage.close();
    }
  }
}

/** Milliseconds since the command was sent. */
interface Timing {
  readonly ackMs: number;
  readonly firstMessageMs: number;
  readonly answerMs: number;
}

async function ask(stage: BenchStage, url: string, text: string, index: number): Promise<Timing> {
  const channel = stage.channels[index] ?? '';
  const answers = watchAnswers(stage.slack);
  const { headers, body } = slashCommandRequest(SIGNING_SECRET, {
    text,
    channel,
    user: 'U0AVERY',
    trigger: `answer-${index}`,
  });
  try {
    const startedAt = performance.now();
    await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(3_000) });
    const ackMs = performance.now() - startedAt;
    await answers.reached([channel], 30_000);
    // What follows an answer, the verdict in the channel and the end of the status, must not meet the next question.
    await pause(3 * SLACK_MS + 100);
    const { firstAt, answeredAt } = answers.in(channel);
    return { ackMs, firstMessageMs: firstAt - startedAt, answerMs: answeredAt - startedAt };
  } finally {
    answers.close();
  }
}

function lineOf(queue: string, timings: readonly Timing[], first: Timing | undefined): BenchLine<'answer'> {
  const of = (figure: keyof Timing, percent: number) =>
    percentile(
      timings.map((timing) => timing[figure]),
      percent,
    );
  const p50 = of('answerMs', 50);
  return benchLine(
    'answer',
    `a check, ${queue} queue, ${SLACK_MS} ms for each call of Slack, ${KUBERNETES_MS} of Kubernetes, ${AWS_MS} of AWS`,
    {
      toLongestChain: p50 / NEEDED.ms,
      toOneAfterTheOther: p50 / ONE_AFTER_THE_OTHER.ms,
      p95ToLongestChain: of('answerMs', 95) / NEEDED.ms,
    },
    {
      answerP50Ms: p50,
      answerP95Ms: of('answerMs', 95),
      firstMessageP50Ms: of('firstMessageMs', 50),
      ackP50Ms: of('ackMs', 50),
      aim: AIM,
      longestChainMs: NEEDED.ms,
      oneAfterTheOtherMs: ONE_AFTER_THE_OTHER.ms,
      firstAnswerSinceStartMs: first?.answerMs ?? 0,
      questions: timings.length,
    },
  );
}
