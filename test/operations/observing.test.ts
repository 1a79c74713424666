import { Writable } from 'node:stream';
import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMetrics, type Metrics } from '../../src/operations/metrics.ts';
import { observeGivenUp, observeProcessor } from '../../src/operations/observe-answers.ts';
import { observeCalls } from '../../src/operations/observe-calls.ts';
import { observeQueue } from '../../src/operations/observe-queue.ts';
import { currentQuestion, inQuestion } from '../../src/operations/question-context.ts';
import { noTracing, type Tracing } from '../../src/operations/tracing.ts';
import type { QuestionJob } from '../../src/queue/job.ts';
import type { Attempt, QuestionQueue } from '../../src/queue/ports.ts';
import { QueueFullError } from '../../src/queue/queue-full-error.ts';
import { StepAside } from '../../src/queue/step-aside.ts';
import { diagnosis, question, silent } from '../queue/question.ts';

const ASKED_AT = question().askedAt;
const idle = { depth: async () => 3, oldestWaiting: async (): Promise<number | null> => 1_500 };

let metrics: Metrics;
beforeEach(() => {
  metrics = createMetrics(idle);
});

/** The lines of `/metrics` that begin so, as numbers by name and labels. */
async function measured(name: string): Promise<Record<string, number>> {
  const lines = (await metrics.registry.metrics())
    .split('\n')
    .filter((line) => line.startsWith(`irsa_doctor_${name}`));
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice('irsa_doctor_'.length, at), Number(line.slice(at + 1))];
    }),
  );
}

describe('the queue, as it is measured', () => {
  it('tells its depth and the age of what waits', async () => {
    expect(await measured('queue_')).toEqual({ queue_depth: 3, queue_oldest_waiting_seconds: 1.5 });
  });

  it('tells no number while it is out of reach', async () => {
    const failing = () => Promise.reject(new Error('gone'));
    metrics = createMetrics({ depth: failing, oldestWaiting: failing });
    expect(await measured('queue_')).toEqual({
      queue_depth: Number.NaN,
      queue_oldest_waiting_seconds: Number.NaN,
    });
  });
});

describe('asking', () => {
  const stored: QuestionJob[] = [];
  function queueThat(enqueue: QuestionQueue['enqueue']): QuestionQueue {
    const notAsked = () => Promise.reject(new Error('not asked for here'));
    return { ...idle, enqueue, find: notAsked, close: async () => undefined };
  }

  it('counts what is stored, by kind and by the way it came', async () => {
    await observeQueue(
      queueThat(async () => 'added'),
      metrics,
      noTracing,
    ).enqueue('a', question());
    expect(await measured('questions_total')).toEqual({ 'questions_total{kind="check",via="mention"}': 1 });
  });

  it('counts the duplicates that were stopped', async () => {
    await observeQueue(
      queueThat(async () => 'duplicate'),
      metrics,
      noTracing,
    ).enqueue('a', question());
    expect(await measured('duplicates')).toEqual({ 'duplicates_stopped_total{via="mention"}': 1 });
    expect(await measured('questions_total')).toEqual({});
  });

  it('counts what came while the queue was full apart from what was lost', async () => {
    const full = queueThat(() => Promise.reject(new QueueFullError(5_000)));
    await expect(observeQueue(full, metrics, noTracing).enqueue('a', question())).rejects.toThrow(
      '5,000 others',
    );
    expect(await measured('questions_turned_away')).toEqual({
      'questions_turned_away_total{via="mention"}': 1,
    });
    expect(await measured('questions_not_stored')).toEqual({});
  });

  it('counts what could not be stored, and lets the asker know', async () => {
    const failing = queueThat(() => Promise.reject(new Error('gone')));
    await expect(observeQueue(failing, metrics, noTracing).enqueue('a', question())).rejects.toThrow('gone');
    expect(await measured('questions_not_stored')).toEqual({
      'questions_not_stored_total{via="mention"}': 1,
    });
  });

  it('puts the trace into the job, and nothing where nobody traces', async () => {
    const keep = queueThat(async (_id, job) => {
      stored.push(job);
      return 'added';
    });
    const tracing: Tracing = { ...noTracing, traceparent: () => '00-1-2-01' };
    await observeQueue(keep, metrics, tracing).enqueue('a', question());
    await observeQueue(keep, metrics, noTracing).enqueue('b', question());
    expect(stored.map(({ traceparent }) => traceparent)).toEqual(['00-1-2-01', undefined]);
    expect(stored[1]).toEqual(question());
  });
});

describe('answering', () => {
  const attempt: Attempt = {
    id: 'a',
    job: question('ref-1'),
    number: 1,
    round: 0,
    isLast: false,
    confirm: async () => undefined,
    remember: async () => undefined,
    signal: new AbortController().signal,
  };
  let taken: number;
  const consumption = {
    taken: () => {
      taken += 1;
      return () => {
        taken -= 1;
      };
    },
  };
  beforeEach(() => {
    taken = 0;
  });
  const observing = (now = ASKED_AT + 2_000) => ({
    metrics,
    tracing: noTracing,
    consumption,
    now: () => now,
  });

  it('counts answers by kind and verdict, and times them from the question', async () => {
    await observeProcessor(async () => ({ diagnosis }), observing())(attempt);
    expect(await measured('questions_answered')).toEqual({
      'questions_answered_total{kind="check",verdict="healthy"}': 1,
    });
    expect(await measured('time_to_answer_seconds_sum')).toEqual({
      'time_to_answer_seconds_sum{kind="check"}': 2,
    });
  });

  it('times the first message once, however many there are', async () => {
    const process = observeProcessor(async ({ remember }) => {
      await remember({ parentTs: '1', answerTs: null });
      await remember({ parentTs: '1', answerTs: '2' });
      return { diagnosis: null };
    }, observing());
    await process(attempt);
    expect(await measured('time_to_first_message_seconds_count')).toEqual({
      time_to_first_message_seconds_count: 1,
    });
  });

  it('does not take the message of a second attempt for the first', async () => {
    const posted = { parentTs: '1', answerTs: null };
    const process = observeProcessor(async ({ remember }) => {
      await remember({ parentTs: '1', answerTs: '2' });
      return { diagnosis: null };
    }, observing());
    await process({ ...attempt, number: 2, job: { ...attempt.job, posted } });
    expect(await measured('time_to_first_message_seconds_count')).toEqual({
      time_to_first_message_seconds_count: 0,
    });
  });

  it('never measures less than nothing where the clocks of two machines differ', async () => {
    await observeProcessor(async () => ({ diagnosis }), observing(ASKED_AT - 5_000))(attempt);
    expect(await measured('time_to_answer_seconds_sum')).toEqual({
      'time_to_answer_seconds_sum{kind="check"}': 0,
    });
  });

  it('counts an attempt that fails, and hands its error on', async () => {
    const failing = observeProcessor(() => Promise.reject(new Error('no')), observing());
    await expect(failing(attempt)).rejects.toThrow('no');
    expect(await measured('attempts_failed')).toEqual({ 'attempts_failed_total{kind="check"}': 1 });
    expect(await measured('questions_in_progress')).toEqual({ questions_in_progress: 0 });
    expect(taken).toBe(0);
  });

  it('takes a question that steps aside for no failure, of its span neither', async () => {
    const outcomes: string[] = [];
    const tracing: Tracing = {
      ...noTracing,
      within: (_name, _options, work) =>
        work().then(
          (result) => {
            outcomes.push('ok');
            return result;
          },
          (error: unknown) => {
            outcomes.push('failed');
            throw error;
          },
        ),
    };
    const aside = () => Promise.reject(new StepAside('cluster', 500));
    const process = observeProcessor(aside, { ...observing(), tracing });
    await expect(process(attempt)).rejects.toMatchObject({ name: 'StepAside', afterMs: 500 });
    expect(outcomes).toEqual(['ok']);
    expect(await measured('questions_stepped_aside')).toEqual({
      'questions_stepped_aside_total{why="cluster"}': 1,
    });
    expect(await measured('attempts_failed')).toEqual({});
    expect(taken).toBe(0);
  });

  it('is seen as busy while it works, and all that it starts knows the question', async () => {
    const seen: unknown[] = [];
    await observeProcessor(async () => {
      await Promise.resolve();
      seen.push(taken, currentQuestion());
      return { diagnosis: null };
    }, observing())(attempt);
    expect(seen).toEqual([1, { reference: 'ref-1' }]);
    expect(currentQuestion()).toBeNull();
  });

  it('counts a question as given up once somebody is told', async () => {
    const tell = observeGivenUp(async () => undefined, observing());
    await tell('a', question(), new Error('no'));
    const untold = observeGivenUp(() => Promise.reject(new Error('later')), observing());
    await expect(untold('b', question(), new Error('no'))).rejects.toThrow('later');
    expect(await measured('questions_given_up')).toEqual({ 'questions_given_up_total{kind="check"}': 1 });
  });
});

describe('a call to the outside', () => {
  it('is counted by its outcome and logged with the question and the id that the other side knows it by', async () => {
    const lines: unknown[] = [];
    const sink = new Writable({
      write(line, _encoding, done) {
        lines.push(JSON.parse(String(line)));
        done();
      },
    });
    const log = pino({ level: 'debug', base: null, timestamp: false }, sink);
    const observer = observeCalls(metrics, noTracing, log);
    await inQuestion({ reference: 'ref-1' }, async () => {
      expect(observer.reference()).toBe('ref-1');
      observer.begin('iam:GetRole')({ outcome: 'throttled', status: 400, requestId: 'r-1' });
      observer.begin('iam:GetRole')({ outcome: 'ok', status: 200, requestId: 'r-2' });
    });
    expect(await measured('calls_total')).toEqual({
      'calls_total{api="iam:GetRole",outcome="throttled"}': 1,
      'calls_total{api="iam:GetRole",outcome="ok"}': 1,
    });
    expect(lines).toMatchObject([
      { event: 'call', reference: 'ref-1', api: 'iam:GetRole', outcome: 'throttled', requestId: 'r-1' },
      { event: 'call', reference: 'ref-1', api: 'iam:GetRole', outcome: 'ok', requestId: 'r-2' },
    ]);
  });

  it('outside of a question belongs to none', () => {
    expect(observeCalls(metrics, noTracing, silent).reference()).toBeNull();
  });

  it('times acknowledgements by the way Slack delivers', async () => {
    observeCalls(metrics, noTracing, silent).acknowledged('socket', 12);
    expect(await measured('time_to_ack_seconds_sum')).toEqual({
      'time_to_ack_seconds_sum{transport="socket"}': 0.012,
    });
  });
});
