import type { CloudTrailClient, LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail';
import type { TrailPort } from '../checker/ports.ts';
import type { Piece, Provenance } from '../checker/vocabulary/evidence.ts';
import type { RecordedCall, RecordedCalls } from '../checker/vocabulary/recorded-call.ts';
import { askAws } from './aws/ask.ts';
import { createPace } from './aws/pace.ts';
import type { AwsAccess } from './aws-access.ts';
import { EVENT_NAME, readRecordedCall } from './cloudtrail-event.ts';
import { networkReason } from './network-reason.ts';
import { failed, unreadable } from './piece.ts';
import { createSharedReads } from './shared-reads.ts';

const LOOK_UP = 'cloudtrail:LookupEvents';
/** LookupEvents knows no resource to narrow it to. */
const PERMISSION = `${LOOK_UP} on *`;
/** The SDKs of running pods ask about once an hour; a job of the night before is to be seen as well. */
const HOURS = 24;
/** What one page holds at most. Source: CloudTrail, LookupEvents. */
const PAGE = 50;
const MOST_CALLS = 100;
/** Two requests a second for each account and region, whoever makes them. Source: CloudTrail, LookupEvents. */
const PER_SECOND = 2;
const LIMIT_MS = 20_000;
/** An event takes minutes to be seen, so that half a minute more is nothing, and the next question is answered from here. */
const KEEP_MS = 30_000;

/** One page of events, as far as they are calls of AssumeRoleWithWebIdentity. */
interface Looked {
  readonly calls: readonly (RecordedCall & { readonly eventId: string })[];
  readonly isWhole: boolean;
}

type Attribute = NonNullable<LookupEventsCommandInput['LookupAttributes']>[number];

/**
 * CloudTrail behind the checker's port. Three pages, since a lookup takes one attribute: what the subject did, what was done with the role, and
 * the last calls of this kind by all, which is the only way to those that were refused to others. The last answers every question for a while,
 * the others are shared by those who wait for them.
 */
export function createTrailPort(aws: AwsAccess, now: () => number): TrailPort {
  const ofOne = createSharedReads<Piece<Looked>>({ limitMs: LIMIT_MS, keepMs: () => 0, now });
  // One for each account and region, so that what is kept stays small.
  const ofAll = createSharedReads<Piece<Looked>>({
    limitMs: LIMIT_MS,
    keepMs: (piece) => (piece.state === 'known' ? KEEP_MS : 0),
    now,
  });
  const takeTurn = createPace(PER_SECOND, now);

  async function look(
    from: Provenance,
    place: { readonly accountId: string; readonly region: string },
    attribute: Attribute,
    signal: AbortSignal,
  ): Promise<Piece<Looked>> {
    const { accountId, region } = place;
    const key = JSON.stringify([accountId, region, attribute.AttributeKey, attribute.AttributeValue]);
    const reads = attribute.AttributeKey === 'EventName' ? ofAll : ofOne;
    return reads.read(key, signal, async (shared) => {
      const reached = await aws.cloudTrail(accountId, region, shared);
      if (!reached.ok) return unreadable(from, reached.obstacle);
      return askAws({ from, permission: PERMISSION, absentCodes: [] }, shared, async () => {
        await takeTurn(`${accountId} ${region}`, shared);
        return page(reached.client, attribute, now() - HOURS * 3_600_000, shared);
      });
    });
  }

  return {
    async lookUpCalls({ accountId, region, roleArn, subject }, signal) {
      const from = { source: LOOK_UP, subject: `calls for role ${roleArn} in ${region}` };
      const attributes: readonly Attribute[] = [
        { AttributeKey: 'Username', AttributeValue: subject },
        { AttributeKey: 'ResourceName', AttributeValue: roleArn },
        { AttributeKey: 'EventName', AttributeValue: EVENT_NAME },
      ];
      try {
        const looked: Looked[] = [];
        for (const attribute of attributes) {
          const piece = await look(from, { accountId, region }, attribute, signal);
          // Whoever shares the answer may have asked about another role.
          if (piece.state !== 'known') return { ...piece, ...from };
          looked.push(piece.value);
        }
        return { ...from, state: 'known', value: together(looked, { region, roleArn, subject }) };
      } catch (error) {
        return unreadable(from, failed(networkReason(error)));
      }
    },
  };
}

async function page(
  client: CloudTrailClient,
  attribute: Attribute,
  sinceMs: number,
  abortSignal: AbortSignal,
): Promise<Looked | null> {
  const { LookupEventsCommand } = await import('@aws-sdk/client-cloudtrail');
  const command = new LookupEventsCommand({
    LookupAttributes: [attribute],
    StartTime: new Date(sinceMs),
    MaxResults: PAGE,
  });
  const { Events, NextToken } = await client.send(command, { abortSignal });
  if (!Array.isArray(Events)) return null;
  const calls = Events.slice(0, PAGE).flatMap(({ EventId = '', CloudTrailEvent }) => {
    const call = CloudTrailEvent === undefined ? null : readRecordedCall(CloudTrailEvent);
    return call === null ? [] : [{ ...call, eventId: EventId }];
  });
  return { calls, isWhole: NextToken === undefined };
}

/** Each event once, the newest first, of those that are about the subject or the role. */
function together(
  looked: readonly Looked[],
  about: { readonly region: string; readonly roleArn: string; readonly subject: string },
): RecordedCalls {
  const { region, roleArn, subject } = about;
  const byId = new Map(looked.flatMap(({ calls }) => calls.map((call) => [call.eventId, call] as const)));
  const calls = [...byId.values()]
    .filter((call) => call.roleArn === roleArn || call.subject === subject)
    .sort((a, b) => b.at.localeCompare(a.at));
  return {
    region,
    roleArn,
    hours: HOURS,
    calls: calls.slice(0, MOST_CALLS).map(({ eventId: _, ...call }) => call),
    isWhole: calls.length <= MOST_CALLS && looked.every(({ isWhole }) => isWhole),
  };
}
