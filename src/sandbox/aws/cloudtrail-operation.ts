import type { Account } from '../world/account.ts';
import { type WebIdentityEvent, webIdentityEvent } from '../world/trail.ts';
import { AwsError } from './aws-error.ts';
import { pageOf } from './paging.ts';

/** The one operation that there is, as the header `X-Amz-Target` names it: some clients write the namespace before it, some do not. */
const OPERATION = /^(?:com\.amazonaws\.cloudtrail\.v20131101\.)?CloudTrail_20131101\.LookupEvents$/;
const MOST = 50;

interface LookupRequest {
  readonly LookupAttributes?: readonly { readonly AttributeKey: string; readonly AttributeValue: string }[];
  /** Seconds since the epoch, as all times on this wire. */
  readonly StartTime?: number;
  readonly EndTime?: number;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** Whether the header names an operation that is answered here. */
export function isTrailOperation(target: string | readonly string[] | undefined): boolean {
  return typeof target === 'string' && OPERATION.test(target);
}

/** What is looked up, for faults, delays and the log. */
export function trailSubject(body: string): string {
  return requestOf(body).LookupAttributes?.[0]?.AttributeValue ?? '';
}

/** The body of the answer, the newest events first. Throws AwsError. Source: CloudTrail, LookupEvents. */
export function lookupEvents(body: string, account: Account, region: string): string {
  const { LookupAttributes = [], StartTime, EndTime, MaxResults = MOST, NextToken } = requestOf(body);
  if (LookupAttributes.length > 1) {
    throw refused('InvalidLookupAttributesException', 'You can specify only one lookup attribute.');
  }
  if (!Number.isInteger(MaxResults) || MaxResults < 1 || MaxResults > MOST) {
    throw refused('InvalidMaxResultsException', `Enter a number between 1 and ${MOST} for MaxResults.`);
  }
  const [attribute] = LookupAttributes;
  const now = Date.now();
  const found = account.trail
    .filter((one) => one.region === region)
    .map((call) => webIdentityEvent(call, now))
    .map((event) => ({ event, seconds: Date.parse(event.eventTime) / 1000 }))
    .filter(({ seconds }) => seconds >= (StartTime ?? 0) && seconds <= (EndTime ?? Number.POSITIVE_INFINITY))
    .filter(({ event }) => attribute === undefined || has(event, attribute))
    .sort((a, b) => b.seconds - a.seconds);
  const invalid = refused('InvalidNextTokenException', 'Invalid NextToken.');
  const { items, next } = pageOf(found, MaxResults, NextToken ?? null, invalid);
  return JSON.stringify({
    Events: items.map(({ event, seconds }) => ({
      EventId: event.eventID,
      EventName: event.eventName,
      ReadOnly: String(event.readOnly),
      EventTime: seconds,
      EventSource: event.eventSource,
      Username: event.userIdentity.userName,
      Resources: (event.resources ?? []).map(({ ARN, type }) => ({ ResourceType: type, ResourceName: ARN })),
      CloudTrailEvent: JSON.stringify(event),
    })),
    ...(next === null ? {} : { NextToken: next }),
  });
}

function has(
  event: WebIdentityEvent,
  { AttributeKey, AttributeValue }: { readonly AttributeKey: string; readonly AttributeValue: string },
): boolean {
  switch (AttributeKey) {
    case 'EventName':
      return event.eventName === AttributeValue;
    case 'EventSource':
      return event.eventSource === AttributeValue;
    case 'EventId':
      return event.eventID === AttributeValue;
    case 'Username':
      return event.userIdentity.userName === AttributeValue;
    case 'ResourceName':
      return (event.resources ?? []).some(({ ARN }) => ARN === AttributeValue);
    case 'ResourceType':
      return (event.resources ?? []).some(({ type }) => type === AttributeValue);
    default:
      throw refused(
        'InvalidLookupAttributesException',
        `Lookup attribute ${AttributeKey} is not known here.`,
      );
  }
}

function requestOf(body: string): LookupRequest {
  try {
    return JSON.parse(body === '' ? '{}' : body);
  } catch {
    throw refused('SerializationException', 'The body of the request is not JSON.');
  }
}

function refused(code: string, message: string): AwsError {
  return new AwsError(code, 400, message);
}
