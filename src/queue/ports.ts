import type { Posted, QuestionJob, QuestionResult } from './job.ts';

/** The side that asks. Fails fast: a queue that cannot store the question within its time limit rejects with QueueUnavailableError. */
export interface QuestionQueue {
  /**
   * Stores the question under its id. A question that is stored already, in any state, is a duplicate and is not run again. The more a channel
   * has asked of late, the further behind other channels' questions it stands. Rejects with QueueFullError where too many wait.
   */
  enqueue(id: string, job: QuestionJob): Promise<'added' | 'duplicate'>;
  /** A question that is still kept, with its result once it has one; null where it is not kept (any more). */
  find(id: string): Promise<{ readonly job: QuestionJob; readonly result: QuestionResult | null } | null>;
  /** Waiting, running and delayed questions. */
  depth(): Promise<number>;
  /**
   * For how long, in milliseconds, the next question in line has been kept by the queue, or the first of those of later rounds where that is
   * longer; null where none waits. Delayed ones do not count.
   */
  oldestWaiting(): Promise<number | null>;
  close(): Promise<void>;
}

/** What a processor gets for one attempt at one question. */
export interface Attempt {
  readonly id: string;
  readonly job: QuestionJob;
  /** 1 for the first. Attempts that stepped aside are not counted. */
  readonly number: number;
  /** How many rounds of other channels' questions stand before this one; 0 for a channel that asks now and then. */
  readonly round: number;
  /** Whether a failure now would be the question's last; `TryLater` is none. */
  readonly isLast: boolean;
  /**
   * Makes sure, just before something that must happen once, that the question is still this worker's, and keeps it so for the queue's
   * `lockMs`. Rejects where it is another's, and waits while the queue is out of reach.
   */
  confirm(): Promise<void>;
  /** Writes what was posted into the job, so that a later attempt knows. */
  remember(posted: Posted): Promise<void>;
  /** Aborts on shutdown, on lost ownership, and when the question's time is up. */
  readonly signal: AbortSignal;
}

export type Processor = (attempt: Attempt) => Promise<QuestionResult>;

/** The side that answers. Waits for the queue as long as it takes. */
export interface QuestionWorker {
  /** Lets running questions finish within `graceMs` milliseconds, then hands them back. May be called twice. */
  close(graceMs?: number): Promise<void>;
}

/** One backend: Redis, or the embedded database. */
export interface QueueBackend {
  readonly kind: 'redis' | 'embedded';
  readonly queue: QuestionQueue;
  /**
   * `onGivenUp` hears of a question whose last attempt failed or whose worker died too often, so that somebody is told. Where it throws
   * `TryLater`, the question is not given up yet.
   */
  startWorker(options: {
    readonly process: Processor;
    readonly onGivenUp: (id: string, job: QuestionJob, error: Error) => Promise<void>;
    readonly concurrency: number;
  }): Promise<QuestionWorker>;
  /** Closes queue and workers, in reverse order of their opening. May be called twice. */
  close(): Promise<void>;
}
