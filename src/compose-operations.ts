import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { type AdminServer, startAdminServer } from './operations/admin-server.ts';
import type { Condition } from './operations/condition.ts';
import { type Consumption, watchConsumption } from './operations/consumption.ts';
import { glanceAtSources } from './operations/look-at-sources.ts';
import { createMetrics, type Metrics } from './operations/metrics.ts';
import { observeCalls } from './operations/observe-calls.ts';
import { queueCondition } from './operations/queue-conditions.ts';
import { createReadiness, type Look } from './operations/readiness.ts';
import { clustersElsewhere, setUpLines } from './operations/set-up-lines.ts';
import { botTokenConditions } from './operations/slack-conditions.ts';
import { noTracing, type Tracing } from './operations/tracing.ts';
import type { QueueBackend } from './queue/ports.ts';
import type { SlackSettings } from './slack/app.ts';
import { checkBotTokens } from './slack/check-slack.ts';
import type { SourceDirectory } from './sources/cluster-directory.ts';
import { surroundingsOf } from './surroundings.ts';

/** What lets people see the service run. */
export interface Operations {
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly calls: ReturnType<typeof observeCalls>;
  /** Null where this process answers no questions. */
  readonly consumption: Consumption | null;
}

/** The library is loaded only where somebody collects traces. */
export async function composeTracing({ isTraced }: Config): Promise<Tracing> {
  if (!isTraced) return noTracing;
  const { openTelemetry } = await import('./operations/open-telemetry.ts');
  return openTelemetry('irsa-doctor');
}

export function composeOperations(
  backend: QueueBackend,
  sides: { readonly worker: boolean },
  tracing: Tracing,
  log: Logger,
): Operations {
  const metrics = createMetrics(backend.queue);
  const consumption = sides.worker
    ? watchConsumption({
        oldestWaiting: () => backend.queue.oldestWaiting(),
        now: () => performance.now(),
        onProblem: (reason) => log.error({ event: 'worker-stuck', reason }),
      })
    : null;
  return { metrics, tracing, calls: observeCalls(metrics, tracing, log), consumption };
}

export interface Admin extends AdminServer {
  /** From now on `/readyz` looks at what the process needs; before, it says that it is starting. */
  markReady(): void;
  /** What `/readyz` looks at, as people read it. */
  setUp(): Promise<ReturnType<typeof setUpLines>>;
}

/**
 * Opens the admin port. What is judged are the parts of this process: the Slack side needs Slack and the queue, the answering side clusters and
 * AWS beside them. Over HTTP a process that is not ready gets no request of Slack's any more, so clusters and AWS, which it can tell people
 * about, do not count there.
 *
 * @param directory null where this process answers no questions
 */
export async function composeAdmin(
  config: Config,
  slack: SlackSettings,
  receivesHttp: boolean,
  backend: QueueBackend,
  directory: SourceDirectory | null,
  { metrics, calls, consumption }: Operations,
  log: Logger,
): Promise<Admin> {
  const readiness = createReadiness({
    looks: [
      {
        integrations: ['slack'],
        isRequired: true,
        look: async (signal) =>
          botTokenConditions(await checkBotTokens(slack, signal, { observer: calls, log })),
      },
      { integrations: ['queue'], isRequired: true, look: () => lookAtQueue(backend) },
      ...(directory === null ? [] : [lookAtSources(config, directory, !receivesHttp)]),
    ],
    now: () => performance.now(),
    onReport: ({ integrations }) => {
      for (const { integration, state } of integrations) {
        metrics.integrationReady.set({ integration }, state === 'failing' ? 0 : 1);
      }
    },
  });
  const server = await startAdminServer(config.adminPort, {
    registry: metrics.registry,
    readiness,
    consumption,
  });
  return {
    port: server.port,
    markReady: () => readiness.start(),
    setUp: async () => [
      ...setUpLines(await readiness.report()),
      ...(directory === null ? clustersElsewhere(config.sources.clusters.map(({ name }) => name)) : []),
    ],
    close: async () => {
      readiness.close();
      await server.close();
    },
  };
}

function lookAtSources(config: Config, directory: SourceDirectory, isRequired: boolean): Look {
  const surroundings = surroundingsOf(config);
  return {
    integrations: ['cluster', 'aws'],
    isRequired,
    look: (signal) => glanceAtSources(directory, surroundings, signal),
  };
}

async function lookAtQueue({ kind, queue }: QueueBackend): Promise<readonly Condition[]> {
  try {
    await queue.depth();
    return [queueCondition(kind, null)];
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    return [queueCondition(kind, cause instanceof Error ? cause.message : String(cause))];
  }
}
