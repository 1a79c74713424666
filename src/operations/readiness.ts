import { setTimeout as sleep } from 'node:timers/promises';
import { inTime } from '../checker/in-time.ts';
import { type Condition, INTEGRATIONS, type Integration, isBad } from './condition.ts';

/** One thing to look at. */
export interface Look {
  readonly integrations: readonly Integration[];
  /** Whether the process is of no use without it. */
  readonly isRequired: boolean;
  /** Never rejects. */
  readonly look: (signal: AbortSignal) => Promise<readonly Condition[]>;
}

/** `failing`: nothing of it works. `partly`: some of it does not, as one cluster of several. */
export type IntegrationState = 'ok' | 'partly' | 'failing';

export interface IntegrationReport {
  readonly integration: Integration;
  readonly state: IntegrationState;
  readonly isRequired: boolean;
  readonly conditions: readonly Condition[];
}

/**
 * `degraded`: it does its work, and part of the answers will say what could not be read. `not-ready`: without what fails it is of no use.
 */
export interface ReadinessReport {
  readonly status: 'starting' | 'ready' | 'degraded' | 'not-ready';
  readonly integrations: readonly IntegrationReport[];
}

export interface Readiness {
  /** What was found at most a few seconds ago. Never rejects, and answers within the limit. */
  report(): Promise<ReadinessReport>;
  /** From now on it is looked; before, it is starting. */
  start(): void;
  close(): void;
}

export interface ReadinessOptions {
  readonly looks: readonly Look[];
  /** Milliseconds from any fixed point, never going back. */
  readonly now: () => number;
  /** Hears of every report that was made. */
  readonly onReport?: (report: ReadinessReport) => void;
  /** One look's limit. */
  readonly limitMs?: number;
  /** So long a report is answered again without another look. */
  readonly freshMs?: number;
  /** So long an older report is answered while the next is still being made, after `patienceMs`: a probe waits one second by default. */
  readonly usableMs?: number;
  readonly patienceMs?: number;
}

/** What a look gets beyond its limit to say what it found until then. */
const SAYING_MS = 300;

/** Looks at everything at once, when somebody asks and the last time is some seconds ago. However many ask, one look is under way. */
export function createReadiness(options: ReadinessOptions): Readiness {
  const { looks, now, onReport, limitMs = 4_000 } = options;
  const { freshMs = 10_000, usableMs = 60_000, patienceMs = 700 } = options;
  const closing = new AbortController();
  let isStarted = false;
  let last: { readonly report: ReadinessReport; readonly at: number } | null = null;
  let flight: Promise<ReadinessReport> | null = null;

  async function look(): Promise<ReadinessReport> {
    const found = await inTime({ signal: closing.signal, limitMs }, (signal) =>
      Promise.all(looks.map((one) => within(signal, one, limitMs))),
    );
    const report = summarise(looks, found.flat());
    last = { report, at: now() };
    onReport?.(report);
    return report;
  }

  return {
    async report() {
      if (!isStarted) return { status: 'starting', integrations: [] };
      const age = last === null ? Number.POSITIVE_INFINITY : now() - last.at;
      if (last !== null && age < freshMs) return last.report;
      flight ??= look().finally(() => {
        flight = null;
      });
      if (last === null || age > usableMs) return flight;
      return Promise.race([flight, sleep(patienceMs, last.report, { ref: false })]);
    },
    start() {
      isStarted = true;
    },
    close: () => closing.abort(),
  };
}

/** A look that does not end although its signal has aborted is a look at something that does not answer. */
async function within(signal: AbortSignal, one: Look, limitMs: number): Promise<readonly Condition[]> {
  const over = new AbortController();
  const late = sleep(limitMs + SAYING_MS, undefined, { signal: over.signal, ref: false }).then(() =>
    one.integrations.map((integration) => unanswered(integration, limitMs)),
  );
  late.catch(() => undefined);
  try {
    return await Promise.race([one.look(signal), late]);
  } finally {
    over.abort();
  }
}

function unanswered(integration: Integration, limitMs: number): Condition {
  return {
    integration,
    subject: integration,
    state: 'failed',
    reason: `no answer within ${limitMs / 1000} s`,
    remedy: 'See whether this machine can reach it; irsa-doctor self-check tells more.',
  };
}

function summarise(looks: readonly Look[], found: readonly Condition[]): ReadinessReport {
  const integrations = INTEGRATIONS.flatMap((integration): readonly IntegrationReport[] => {
    const look = looks.find((one) => one.integrations.includes(integration));
    if (look === undefined) return [];
    const conditions = found.filter((one) => one.integration === integration);
    const judged = conditions.filter(({ state }) => state !== 'skipped');
    const isFailing = judged.length > 0 && judged.every(isBad);
    const state = isFailing ? 'failing' : judged.some(isBad) ? 'partly' : 'ok';
    return [{ integration, state, isRequired: look.isRequired, conditions }];
  });
  const isLost = integrations.some((one) => one.isRequired && one.state === 'failing');
  const isWhole = integrations.every((one) => one.state === 'ok');
  return { status: isLost ? 'not-ready' : isWhole ? 'ready' : 'degraded', integrations };
}
