import type { Symptom } from '../checker/vocabulary/symptom.ts';
import { decodedText } from './decoded-message.ts';
import { denyReason } from './deny-reason.ts';
import { isReasonEncoded } from './encoded-message.ts';
import { refusedIamAction } from './error-action.ts';
import {
  accountOf,
  firstRoleArn,
  isRoleArn,
  type Principal,
  principalRefusedWebIdentity,
  refusedPrincipal,
  refusedResource,
  roleNameOf,
} from './error-arns.ts';
import { errorCode } from './error-code.ts';
import { errorDetail } from './error-detail.ts';
import { kindOf } from './error-kind.ts';
import type { RelevantKind } from './error-signs.ts';
import { type ErrorText, readErrorText } from './error-text.ts';
import { issuerHint } from './issuer-hint.ts';
import { kubernetesHints } from './kubernetes-hints.ts';
import { requestId } from './request-id.ts';

/** EC2 instance ids are the session names of node roles. */
const instanceId = /^i-[0-9a-f]{8,17}$/;

const nothing: Symptom = {
  kind: 'not-relevant',
  code: null,
  action: null,
  principalArn: null,
  roleName: null,
  accountId: null,
  sessionName: null,
  nodeRole: false,
  roleArn: null,
  namespace: null,
  serviceAccount: null,
  resource: null,
  requestId: null,
  issuer: null,
  denyReason: null,
};

/**
 * Reads a pasted error: what the text says and nothing else. Takes text as pasted, from Slack or a terminal, of any length; masked and
 * shortened parts are kept in ARNs and left out of ids. A text without an AWS identity error is `not-relevant`, with all else null.
 * Never throws; linear in the text's length.
 */
export function parseSymptom(text: string): Symptom {
  const error = readErrorText(text);
  const kind = kindOf(error);
  return kind === 'not-relevant' ? nothing : relevantSymptom(error, kind);
}

function relevantSymptom(text: ErrorText, kind: RelevantKind): Symptom {
  const isRefusal = kind === 'downstream-denied' || kind === 'assume-web-identity-denied';
  const principal = isRefusal ? principalOf(text, kind) : null;
  const decoded = kind === 'downstream-denied' ? decodedText(text) : null;
  const resource =
    decoded?.resource ?? (kind === 'downstream-denied' || principal !== null ? refusedResource(text) : null);
  const roleArn = resource !== null && isRoleArn(resource) ? resource : roleToAssume(text, kind);
  const sessionName = principal?.sessionName ?? null;
  return {
    kind,
    code: errorCode(text.flat, kind),
    action: decoded?.action ?? refusedIamAction(text),
    principalArn: principal?.arn ?? null,
    roleName: principal === null ? roleArn && roleNameOf(roleArn) : principal.roleName,
    accountId:
      principal?.accountId ??
      (principal === null && roleArn ? accountOf(roleArn) : null) ??
      spokenAccount(text),
    sessionName,
    nodeRole: sessionName !== null && instanceId.test(sessionName),
    roleArn,
    ...kubernetesHints(text.lines),
    resource,
    requestId: requestId(text.flat),
    issuer: issuerHint(text.flat),
    denyReason: decoded?.isExplicitDeny === true ? 'explicit-deny' : isRefusal ? denyReason(text.flat) : null,
    // What a refusal is about is said by who was refused what; other words beside it are the credential chain's.
    ...(isRefusal ? {} : errorDetail(text)),
    ...(kind === 'downstream-denied' && isReasonEncoded(text) ? { isEncoded: true } : {}),
  };
}

/** A permission that is missing too, further up or down in the log, has its own principal and resource. */
function principalOf(text: ErrorText, kind: RelevantKind): Principal | null {
  return kind === 'downstream-denied' ? refusedPrincipal(text) : principalRefusedWebIdentity(text);
}

/** Where web identity failed, a role in the text is the one that was to be assumed; beside another refusal it may be anything. */
function roleToAssume(text: ErrorText, kind: RelevantKind): string | null {
  return kind === 'downstream-denied' ? null : firstRoleArn(text);
}

function spokenAccount(text: ErrorText): string | null {
  return /\baccount(?:[ _-]?id)?["']? ?[:=]? ?["']?(\d{12})\b/i.exec(text.flat)?.[1] ?? null;
}
