import { issuerHostOf, providerArnOf } from '../provider-arn.ts';
import type { TrustRequest } from '../types.ts';

/**
 * What is known of a condition key in the request. `present`: it is there, with a value that a token does not tell. `unknown`: not even
 * that is known.
 */
export type KeyState =
  | { readonly state: 'known'; readonly value: string }
  | { readonly state: 'absent' }
  | { readonly state: 'present'; readonly values: HiddenValues | null }
  | { readonly state: 'unknown' };

/** What values of a key that is present can look like, where that is documented. */
export interface HiddenValues {
  readonly minLength: number;
  readonly maxLength: number;
  /** One of its characters. */
  readonly character: RegExp;
}

/** A request ready to be asked for keys. */
export interface RequestContext {
  readonly request: TrustRequest;
  /** The issuer without its scheme. */
  readonly host: string;
  readonly providerArn: string;
  /** State of a key, whatever the case of its letters. */
  key(name: string): KeyState;
}

const ABSENT: KeyState = { state: 'absent' };
const UNKNOWN: KeyState = { state: 'unknown' };
const PRESENT: KeyState = { state: 'present', values: null };

/** STS, AssumeRoleWithWebIdentity, RoleSessionName: two to 64 characters of `[\w+=,.@-]`, and required. */
const SESSION_NAME: KeyState = {
  state: 'present',
  values: { minLength: 2, maxLength: 64, character: /[\w+=,.@-]/ },
};

/** Prepares a request. Sources: IAM User Guide, "IAM and AWS STS condition context keys"; the parameters of AssumeRoleWithWebIdentity. */
export function contextOf(request: TrustRequest): RequestContext {
  const host = issuerHostOf(request.issuer);
  const subjectKey = `${host}:sub`.toLowerCase();
  const audienceKey = `${host}:aud`.toLowerCase();
  return {
    request,
    host,
    providerArn: providerArnOf(request),
    key(name) {
      const lower = name.toLowerCase();
      if (lower === subjectKey) return { state: 'known', value: request.subject };
      if (lower === audienceKey) return { state: 'known', value: request.audience };
      if (lower === 'aws:currenttime') return timeKey(request.now, (now) => new Date(now).toISOString());
      if (lower === 'aws:epochtime') return timeKey(request.now, (now) => String(Math.floor(now / 1000)));
      if (lower === 'sts:rolesessionname') return SESSION_NAME;
      if (lower === 'sts:externalid') return ABSENT;
      // A key of AWS's own that nobody has heard of may be new: whether it is there is as unknown as for one that a checker cannot see.
      if (lower.startsWith('aws:') || lower.startsWith('sts:')) return UNKNOWN;
      return ABSENT;
    },
  };
}

function timeKey(now: number | undefined, spell: (now: number) => string): KeyState {
  if (now === undefined || !Number.isFinite(now) || Math.abs(now) > 8.64e15) return PRESENT;
  return { state: 'known', value: spell(now) };
}
