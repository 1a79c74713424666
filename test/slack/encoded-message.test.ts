import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { QuestionJob } from '../../src/queue/job.ts';
import type { QuestionQueue } from '../../src/queue/ports.ts';
import { createAccess } from '../../src/slack/access/access.ts';
import { ask } from '../../src/slack/ask.ts';
import { NO_CONVERSATION_SETTINGS } from '../../src/slack/conversation-settings.ts';
import { fingerprintOf } from '../../src/slack/fingerprint.ts';
import { createRecentQuestions } from '../../src/slack/home/recent-questions.ts';
import { understand } from '../../src/slack/understand.ts';

const MESSAGE = 'XZX0joSxj6TJ98_aB3-'.repeat(20);
const TEXT = `check fleet/scaler UnauthorizedOperation: You are not authorized to perform this operation. Encoded authorization failure message: ${MESSAGE}`;
const PLACE = {
  teamId: 'T1',
  enterpriseId: null,
  channel: 'C1',
  threadTs: null,
  user: 'U1',
  via: 'mention',
  responseUrl: null,
} as const;

/** What is stored of a question, and what is logged of it. */
async function stored(decode: boolean): Promise<{ readonly job: string; readonly logged: string }> {
  const jobs: QuestionJob[] = [];
  const lines: string[] = [];
  const queue: Pick<QuestionQueue, 'enqueue'> = {
    enqueue: async (_, job) => {
      jobs.push(job);
      return 'added';
    },
  };
  const asking = {
    queue: { ...UNUSED, ...queue },
    log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
    now: () => 0,
    access: createAccess(NO_CONVERSATION_SETTINGS, [], async () => false),
    settings: NO_CONVERSATION_SETTINGS,
    recent: createRecentQuestions(),
    decode,
  };
  await ask(asking, { id: 'x', question: understand(TEXT), asked: TEXT, place: PLACE });
  return { job: JSON.stringify(jobs), logged: lines.join('') };
}

const UNUSED: QuestionQueue = {
  enqueue: async () => 'added',
  find: async () => null,
  depth: async () => 0,
  oldestWaiting: async () => null,
  close: async () => undefined,
};

it('stores no encoded message unless somebody opted for having it decoded', async () => {
  const { job, logged } = await stored(false);
  expect(job).toContain('"isEncoded":true');
  expect(job + logged).not.toContain(MESSAGE.slice(0, 20));
});

it('stores it where somebody did, and neither logs nor repeats it', async () => {
  const { job, logged } = await stored(true);
  expect(job.split(MESSAGE)).toHaveLength(2);
  expect(job).toContain(`"encodedMessage":"${MESSAGE}"`);
  expect(logged).toContain('"event":"question"');
  expect(logged).not.toContain(MESSAGE.slice(0, 20));
});

it('knows the same error by it no better: every call has a message of its own', () => {
  const other = TEXT.replace(MESSAGE, 'another-message-'.repeat(20));
  expect(fingerprintOf(understand(other))).toBe(fingerprintOf(understand(TEXT)));
});
