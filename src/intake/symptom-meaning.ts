import type { DenyReason, Symptom } from '../checker/vocabulary/symptom.ts';

/** One or two sentences each, for a person: what the error means, and what to do now. */
export interface SymptomMeaning {
  readonly meaning: string;
  readonly next: string;
}

/** Who can change what refused, by the policy that refused. Source: AWS IAM, "Troubleshoot access denied error messages". */
const remedies: Readonly<Record<DenyReason, string>> = {
  'identity-based': 'Allow the action in a policy of the role',
  'explicit-deny': 'Find the Deny statement among the policies of the role and narrow it',
  scp: "Ask the organisation's administrators: a service control policy refuses it, and no change to the role helps",
  rcp: "Ask the organisation's administrators: a resource control policy refuses it, and no change to the role helps",
  boundary: "Extend the role's permissions boundary",
  'resource-based':
    'Ask the owner of the resource to let the role in, in the policy that the resource itself has',
  session: 'Extend the session policy; with EKS Pod Identity it is part of the association',
  vpce: 'Extend the policy of the VPC endpoint that the call goes through',
};

/**
 * Explains an error by what its text says. Takes a parsed symptom, and what people type before a command where the answer is read; the words
 * are plain text with backticks around what people type.
 */
export function describeSymptom(symptom: Symptom, caller = '@irsa'): SymptomMeaning {
  switch (symptom.kind) {
    case 'assume-web-identity-denied':
      return {
        meaning:
          "STS has received the pod's token and does not let it assume the role: most likely the role's trust policy does not allow this service account, or there is no such role.",
        next: checkAdvice(symptom, caller, 'to see which condition fails'),
      };
    case 'invalid-identity-token':
      return invalidToken(symptom, caller);
    case 'web-identity-config':
      return configuration(symptom, caller);
    case 'downstream-denied':
      return downstream(symptom, caller);
    case 'not-relevant':
      return {
        meaning: 'I see no error of AWS credentials or permissions in this text.',
        next: `Paste the whole error message, or ask about a service account with \`${caller} check namespace/serviceaccount\`.`,
      };
  }
}

function invalidToken(symptom: Symptom, caller: string): SymptomMeaning {
  return {
    meaning:
      symptom.issuer === null
        ? "STS refuses the token itself, before it looks at the trust policy: its issuer, audience or signature does not fit an IAM OIDC provider in the role's account."
        : `STS refuses the token itself, before it looks at the trust policy: it needs an IAM OIDC provider in the role's account that fits the issuer ${symptom.issuer}.`,
    next: checkAdvice(symptom, caller, 'to compare cluster, provider and audience'),
  };
}

const configurationMeanings: Readonly<Record<string, string>> = {
  ExpiredTokenException:
    'The token that reached STS had expired: the application read it once and kept it, or an old copy is in use.',
  ExpiredToken:
    'The token that reached STS had expired: the application read it once and kept it, or an old copy is in use.',
  ValidationError:
    'STS does not accept the request as it is written; the usual reason is a role annotation that is not the ARN of a role.',
  RegionDisabledException: 'STS is not activated for this account in the region that was called.',
  InvalidAction: 'The call meant for STS went to another service: a custom endpoint is set for all services.',
  Throttling: 'AWS was called too often, so credentials could not be had in time.',
  ThrottlingException: 'AWS was called too often, so credentials could not be had in time.',
  PackedPolicyTooLargeException:
    'The session tags of EKS Pod Identity and the own ones are too long together.',
};

function configuration(symptom: Symptom, caller: string): SymptomMeaning {
  const meaning = symptom.code === null ? undefined : configurationMeanings[symptom.code];
  return {
    meaning:
      meaning ??
      'The application got no credentials: web identity is not set up in the pod, its token cannot be used, or STS cannot be reached.',
    next: checkAdvice(symptom, caller, 'to see whether service account and pod are set up'),
  };
}

function downstream(symptom: Symptom, caller: string): SymptomMeaning {
  const action = symptom.action === null ? 'what it tried' : `\`${symptom.action}\``;
  if (symptom.action === 'eks-auth:AssumeRoleForPodIdentity') {
    return {
      meaning:
        "The EKS Pod Identity agent asks EKS for the credentials of pods with the node's role, and that role may not.",
      next: 'Give the role of the nodes `eks-auth:AssumeRoleForPodIdentity`, as the managed policy `AmazonEKSWorkerNodePolicy` does.',
    };
  }
  if (symptom.isEncoded === true && symptom.action === null) {
    return {
      meaning:
        'A call was refused, and AWS put into an encoded message which one and why. Somebody had working credentials: this is about permissions, not about the trust policy.',
      next: 'Decode it with `aws sts decode-authorization-message --encoded-message MESSAGE`, in the account of the role and with `sts:DecodeAuthorizationMessage` allowed, and paste what that prints.',
    };
  }
  if (symptom.nodeRole) {
    return {
      meaning: `The call was made with the node's role, so web identity did not supply the credentials.`,
      next: `Do not give the node role the permission for ${action}. ${checkAdvice(symptom, caller, 'to see why the pod falls back to the node')}`,
    };
  }
  if (isAssumingItself(symptom)) {
    return {
      meaning: `Web identity works: the application already runs as role \`${symptom.roleName}\` and then tries to assume the same role again.`,
      next: "Remove the role from the application's own configuration; the service account's annotation is enough.",
    };
  }
  const who = symptom.roleName === null ? 'The caller' : `Role \`${symptom.roleName}\``;
  const remedy = symptom.denyReason === null ? remedies['identity-based'] : remedies[symptom.denyReason];
  return {
    meaning: `${who} has working credentials but may not do ${action}: this is about permissions, not about the trust policy.`,
    next: `${remedy}. If this is not the role that you expect, ask \`${caller} check namespace/serviceaccount\`.`,
  };
}

function isAssumingItself({ action, roleArn, roleName, principalArn }: Symptom): boolean {
  return (
    action === 'sts:AssumeRole' &&
    roleArn !== null &&
    roleName !== null &&
    roleArn.endsWith(`/${roleName}`) &&
    roleArn.split(':')[4] === principalArn?.split(':')[4]
  );
}

/** The short form with what the text already says filled in. */
function checkAdvice({ namespace, serviceAccount }: Symptom, caller: string, purpose: string): string {
  if (namespace === null && serviceAccount === null) {
    return `Ask \`${caller} check namespace/serviceaccount\` with the pod's namespace and service account ${purpose}.`;
  }
  return `Ask \`${caller} check ${namespace ?? 'namespace'}/${serviceAccount ?? 'serviceaccount'}\` ${purpose}.`;
}
