import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../../src/sandbox/slack/faults.ts';
import type { FaultKind } from '../../src/sandbox/world/fault.ts';
import type { Dice } from './dice.ts';
import type { Stage } from './stage.ts';

/** What broke, how often. What was only planned and hit nobody does not count. */
export interface Damage {
  readonly processesKilled: number;
  readonly redisKilled: number;
  readonly redisStopped: number;
  readonly socketsDropped: number;
  readonly socketsRefreshed: number;
  readonly awsFaults: number;
  /** By kind, as far as calls were hit. */
  readonly slackFaults: Readonly<Record<string, number>>;
}

export interface Troubles {
  /** Stops breaking things and leaves everything running. */
  end(): Promise<Damage>;
}

const METHODS = [
  'chat.postMessage',
  'chat.postMessage',
  'chat.postMessage',
  'chat.update',
  'chat.update',
  'conversations.history',
  'conversations.replies',
  'response_url',
  'chat.postEphemeral',
  'apps.connections.open',
] as const;
const KINDS = [
  '429',
  '429',
  '500',
  '500',
  'reset',
  'reset-after-accept',
  'reset-after-accept',
  'error:internal_error',
] as const;
const AWS_APIS = [
  'iam:GetRole',
  'iam:GetOpenIDConnectProvider',
  'eks:DescribeCluster',
  'sts:AssumeRole',
] as const;
const AWS_KINDS = ['throttled', 'throttled', 'unavailable'] as const satisfies readonly FaultKind[];

/** Breaks things at random until it is ended. */
export function startTroubles(stage: Stage, dice: Dice): Troubles {
  const ending = new AbortController();
  const damage = { processesKilled: 0, socketsDropped: 0, socketsRefreshed: 0 };
  const { slack, redis, world, processes } = stage;

  /** Does something again and again, after `low` to `high` milliseconds each. */
  const again = async (
    name: string,
    [low, high]: readonly [number, number],
    act: (own: Dice) => Promise<void> | void,
  ) => {
    const own = dice.fork(name);
    while (!ending.signal.aborted) {
      await pause(own.between(low, high), undefined, { signal: ending.signal }).catch(() => {});
      if (!ending.signal.aborted) await act(own);
    }
  };

  const kill = async (own: Dice) => {
    const [first, ...rest] = processes;
    if (first === undefined) return;
    const victim = own.pick([first, ...rest]);
    await Promise.race([victim.running(), pause(15_000)]);
    // One that is alone must live long enough to answer somebody.
    await pause(processes.length > 1 ? own.between(100, 1_000) : own.between(1_500, 4_500));
    if (ending.signal.aborted) return;
    const lives = victim.exits.length;
    victim.kill();
    await slack.waitFor(() => victim.exits.length > lives, 3_000).catch(() => {});
    if (victim.exits.at(-1)?.signal === 'SIGKILL') damage.processesKilled += 1;
  };
  const stopRedis = async (own: Dice) => {
    await redis?.stop(own.isBelow(0.6) ? 'killed' : 'clean');
    await pause(own.between(200, 2_500));
    await redis?.start();
  };
  const breakSlack = (own: Dice) => {
    const fault: Fault = { method: own.pick(METHODS), kind: own.pick(KINDS), retryAfter: 1 };
    slack.addFault(fault);
  };
  const breakSocket = (own: Dice) => {
    const { socket } = slack;
    if (socket === null || socket.connections === 0) return;
    if (own.isBelow(0.5)) {
      damage.socketsDropped += socket.connections;
      socket.drop();
    } else {
      damage.socketsRefreshed += socket.connections;
      socket.refresh(own.pick(['warning', 'refresh_requested']));
    }
  };
  const breakAws = (own: Dice) => {
    world.faults.push({ api: own.pick(AWS_APIS), kind: own.pick(AWS_KINDS), times: 2 });
  };

  const running = [
    again('kill', [500, 2_000], kill),
    ...(redis === null ? [] : [again('redis', [3_000, 5_500], stopRedis)]),
    again('slack', [100, 500], breakSlack),
    again('hang', [6_000, 12_000], () => slack.addFault({ method: 'chat.postMessage', kind: 'hang' })),
    again('start', [4_000, 9_000], (own) =>
      slack.addFault({ method: 'auth.test', kind: own.pick(['429', '500', 'reset']) }),
    ),
    again('socket', [1_500, 4_000], breakSocket),
    again('aws', [500, 2_000], breakAws),
  ];

  return {
    end: async () => {
      ending.abort();
      await Promise.all(running);
      slack.clearFaults();
      const awsFaults = world.faults.reduce(
        (sum, { times }) => sum + (times === undefined ? 0 : 2 - times),
        0,
      );
      for (const fault of world.faults) if (fault.times !== undefined) fault.times = 0;
      return {
        ...damage,
        redisKilled: redis?.stops.killed ?? 0,
        redisStopped: redis?.stops.clean ?? 0,
        awsFaults,
        slackFaults: faultsIn(slack.calls),
      };
    },
  };
}

function faultsIn(calls: Stage['slack']['calls']): Record<string, number> {
  const kinds = new Set<string>([...KINDS, 'hang', 'internal_error', 'ratelimited']);
  const counts: Record<string, number> = {};
  for (const { outcome } of calls) if (kinds.has(outcome)) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
