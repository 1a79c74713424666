import { stableUuid } from './stable-id.ts';

/** A call as it is recorded. */
export interface WebIdentityCall {
  readonly region: string;
  /** ISO 8601; or so many minutes before whoever looks, for a world that tells the same on every day. */
  readonly at: string | { readonly minutesAgo: number };
  /** The role's. */
  readonly accountId: string;
  readonly roleArn: string;
  readonly sessionName: string;
  readonly subject: string;
  readonly providerArn: string;
  readonly audience: string;
  /** Null for one that was let in. */
  readonly errorCode: string | null;
  readonly userAgent: string;
}

/** What CloudTrail keeps of a call as JSON text. Source: IAM User Guide, "Logging IAM and AWS STS API calls with AWS CloudTrail". */
export interface WebIdentityEvent {
  readonly eventVersion: string;
  readonly userIdentity: {
    readonly type: 'WebIdentityUser';
    readonly principalId: string;
    readonly userName: string;
    readonly identityProvider: string;
  };
  readonly eventTime: string;
  readonly eventSource: 'sts.amazonaws.com';
  readonly eventName: 'AssumeRoleWithWebIdentity';
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: { readonly roleArn: string; readonly roleSessionName: string };
  readonly responseElements: object | null;
  readonly requestID: string;
  readonly eventID: string;
  readonly readOnly: true;
  readonly resources?: readonly {
    readonly ARN: string;
    readonly accountId: string;
    readonly type: 'AWS::IAM::Role';
  }[];
  readonly eventType: 'AwsApiCall';
  readonly managementEvent: true;
  readonly recipientAccountId: string;
  readonly eventCategory: 'Management';
}

/** A sandbox runs for hours under tests that call without end. */
const MOST_CALLS = 2_000;

/** Puts a call into the trail of the role's account. */
export function recordWebIdentityCall(trail: WebIdentityCall[], call: WebIdentityCall): void {
  trail.push(call);
  if (trail.length > MOST_CALLS) trail.splice(0, trail.length - MOST_CALLS);
}

/** The event of a call. A refused one names no resource and tells no reason, as AWS's do not. `nowMs` is when somebody looks. */
export function webIdentityEvent(call: WebIdentityCall, nowMs: number): WebIdentityEvent {
  const { accountId, roleArn, subject, providerArn, audience, errorCode, region, at } = call;
  const time = typeof at === 'string' ? at : new Date(nowMs - at.minutesAgo * 60_000).toISOString();
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'WebIdentityUser',
      principalId: `${providerArn}:${audience}:${subject}`,
      userName: subject,
      identityProvider: providerArn,
    },
    eventTime: `${time.slice(0, 19)}Z`,
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRoleWithWebIdentity',
    awsRegion: region,
    sourceIPAddress: '192.0.2.17',
    userAgent: call.userAgent,
    ...(errorCode === null ? {} : { errorCode, errorMessage: 'An unknown error occurred' }),
    requestParameters: { roleArn, roleSessionName: call.sessionName },
    responseElements:
      errorCode === null ? { subjectFromWebIdentityToken: subject, provider: providerArn, audience } : null,
    requestID: stableUuid(`request ${JSON.stringify(call)}`),
    eventID: stableUuid(`event ${JSON.stringify(call)}`),
    readOnly: true,
    ...(errorCode === null
      ? { resources: [{ ARN: roleArn, accountId, type: 'AWS::IAM::Role' }] as const }
      : {}),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: accountId,
    eventCategory: 'Management',
  };
}
