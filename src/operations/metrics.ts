import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Slack takes an acknowledgement for three seconds. */
const ACK_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];
const CALL_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const ANSWER_BUCKETS = [0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 13, 30, 60, 120, 300];

/** What is counted. Every label has few values: no names of people, channels, service accounts or roles. */
export interface Metrics {
  readonly registry: Registry;
  readonly questions: Counter<'kind' | 'via'>;
  readonly duplicates: Counter<'via'>;
  readonly notStored: Counter<'via'>;
  readonly turnedAway: Counter<'via'>;
  readonly answered: Counter<'kind' | 'verdict'>;
  readonly givenUp: Counter<'kind'>;
  readonly retried: Counter<'kind'>;
  readonly steppedAside: Counter<'why'>;
  readonly shared: Counter;
  readonly inProgress: Gauge;
  readonly timeToAck: Histogram<'transport'>;
  readonly timeToFirstMessage: Histogram;
  readonly timeToAnswer: Histogram<'kind'>;
  readonly calls: Counter<'api' | 'outcome'>;
  readonly callDuration: Histogram<'api'>;
  readonly integrationReady: Gauge<'integration'>;
}

/** @param queue is asked when somebody looks; what cannot be had then is not a number. */
export function createMetrics(queue: {
  depth(): Promise<number>;
  oldestWaiting(): Promise<number | null>;
}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'irsa_doctor_queue_depth',
    help: 'Questions that wait, run or are delayed, in the whole queue',
    registers,
    async collect() {
      this.set(await queue.depth().catch(() => Number.NaN));
    },
  });
  new Gauge({
    name: 'irsa_doctor_queue_oldest_waiting_seconds',
    help: 'For how long the next question in line has been in the queue, 0 where none waits',
    registers,
    async collect() {
      this.set(
        await queue.oldestWaiting().then(
          (ms) => (ms ?? 0) / 1000,
          () => Number.NaN,
        ),
      );
    },
  });
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter<L>({ name: `irsa_doctor_${name}_total`, help, labelNames: [...labelNames], registers });
  const histogram = <L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    buckets: readonly number[],
  ) =>
    new Histogram<L>({
      name: `irsa_doctor_${name}_seconds`,
      help,
      labelNames: [...labelNames],
      buckets: [...buckets],
      registers,
    });

  return {
    registry,
    questions: counter('questions', 'Questions that were stored', ['kind', 'via']),
    duplicates: counter('duplicates_stopped', 'Deliveries of a question that was stored already', ['via']),
    notStored: counter('questions_not_stored', 'Questions that the queue could not store', ['via']),
    turnedAway: counter('questions_turned_away', 'Questions that came while the queue was full', ['via']),
    answered: counter('questions_answered', 'Questions that got their answer', ['kind', 'verdict']),
    givenUp: counter('questions_given_up', 'Questions whose last attempt failed', ['kind']),
    retried: counter('attempts_failed', 'Attempts at a question that ended without an answer', ['kind']),
    steppedAside: counter(
      'questions_stepped_aside',
      'Times that a question came back later because its cluster or channel was busy',
      ['why'],
    ),
    shared: counter('checks_shared', 'Questions that were answered by a check that ran already', []),
    inProgress: new Gauge({
      name: 'irsa_doctor_questions_in_progress',
      help: 'Questions that this process is answering',
      registers,
    }),
    timeToAck: histogram(
      'time_to_ack',
      'From the delivery by Slack to its acknowledgement',
      ['transport'],
      ACK_BUCKETS,
    ),
    timeToFirstMessage: histogram(
      'time_to_first_message',
      'From the question to the first message in its thread',
      [],
      ANSWER_BUCKETS,
    ),
    timeToAnswer: histogram('time_to_answer', 'From the question to its answer', ['kind'], ANSWER_BUCKETS),
    calls: counter('calls', 'Requests to Slack, AWS and Kubernetes, repetitions included', [
      'api',
      'outcome',
    ]),
    callDuration: histogram('call_duration', 'How long a request to the outside took', ['api'], CALL_BUCKETS),
    integrationReady: new Gauge({
      name: 'irsa_doctor_integration_ready',
      help: 'Whether an integration was fine when it was last looked at',
      labelNames: ['integration'],
      registers,
    }),
  };
}
