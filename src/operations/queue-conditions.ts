import type { RedisFacts, RedisReport } from '../queue/redis-facts.ts';
import type { Condition } from './condition.ts';

/** Below this BullMQ's scripts, or the protocol of its connection, do not work. */
const OLDEST_MAJOR = 6;

const REDIS_UNREACHED =
  'Start Redis, or correct host, port and scheme (rediss:// for TLS) in REDIS_URL, and let this machine reach it.';
const REDIS_REFUSES =
  'Write the user and the password into REDIS_URL, redis://USER:PASSWORD@HOST:6379, and let that user call all commands on the keys that begin with the name of the queue in braces, {irsa-doctor} unless IRSA_DOCTOR_QUEUE says otherwise.';
const RESTART = 'Start the process again; if that does not help, see the log for why the database is broken.';

/** What a Redis tells of itself, judged as the keeper of questions. */
export function redisConditions(report: RedisReport): readonly Condition[] {
  if (report.state === 'ok') {
    const { facts } = report;
    return [versionOf(facts), roleOf(facts), evictionOf(facts), persistenceOf(facts)];
  }
  const remedy = report.state === 'denied' ? REDIS_REFUSES : REDIS_UNREACHED;
  return [condition('Redis', report.state, report.reason, remedy)];
}

/** The queue as the running process reaches it; `problem` says why it does not. */
export function queueCondition(kind: 'redis' | 'embedded', problem: string | null): Condition {
  const subject = kind === 'redis' ? 'Redis' : 'embedded queue';
  if (problem === null) return condition(subject, 'ok', '', null);
  return condition(subject, 'failed', problem, kind === 'redis' ? REDIS_UNREACHED : RESTART);
}

/** The embedded queue, which is there as soon as its directory can be written. `problem` says why it cannot. */
export function embeddedCondition(directory: string, problem: string | null): Condition {
  return problem === null
    ? condition('embedded queue', 'ok', `in ${directory}, for one process`, null)
    : condition(
        'embedded queue',
        'denied',
        problem,
        `Make ${directory} a directory that this user may write, name another in IRSA_DOCTOR_DATA_DIR, or set REDIS_URL.`,
      );
}

function versionOf({ version }: RedisFacts): Condition {
  if (version === null) return condition('Redis version', 'ok', 'not told', null);
  return Number.parseInt(version, 10) >= OLDEST_MAJOR
    ? condition('Redis version', 'ok', version, null)
    : condition('Redis version', 'failed', `${version} is too old`, 'Run Redis 6.2 or newer.');
}

function roleOf({ isReplica }: RedisFacts): Condition {
  return isReplica
    ? condition(
        'Redis takes writes',
        'failed',
        'it is a replica',
        'Write the address of the primary into REDIS_URL.',
      )
    : condition('Redis takes writes', 'ok', '', null);
}

function evictionOf({ evictionPolicy }: RedisFacts): Condition {
  if (evictionPolicy === null || evictionPolicy === 'noeviction')
    return condition('Redis keeps what it has', 'ok', evictionPolicy ?? 'the policy is not told', null);
  return condition(
    'Redis keeps what it has',
    'advice',
    `maxmemory-policy is ${evictionPolicy}, by which questions are lost when memory runs short`,
    'Set maxmemory-policy to noeviction (managed services: in the parameter group).',
  );
}

function persistenceOf({ isAppendOnly }: RedisFacts): Condition {
  return isAppendOnly === false
    ? condition(
        'Redis survives a restart',
        'advice',
        'appendonly is off, so that a restart loses the questions since its last snapshot',
        'Set appendonly to yes, or use a replicated service.',
      )
    : condition(
        'Redis survives a restart',
        'ok',
        isAppendOnly === true ? 'appendonly yes' : 'not told',
        null,
      );
}

function condition(
  subject: string,
  state: Condition['state'],
  reason: string,
  remedy: string | null,
): Condition {
  return { integration: 'queue', subject, state, reason, remedy };
}
