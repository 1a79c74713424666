import { WEB_IDENTITY_ACTION } from './decide/action-truth.ts';
import { issuerHostOf, providerArnOf } from './provider-arn.ts';
import type { JsonObject, TrustRequest } from './types.ts';

/** The statement that lets exactly the request's subject and audience in, as the EKS User Guide has it. */
export function templateStatement(request: TrustRequest): JsonObject {
  const host = issuerHostOf(request.issuer);
  return {
    Effect: 'Allow',
    Principal: { Federated: providerArnOf(request) },
    Action: WEB_IDENTITY_ACTION,
    Condition: {
      StringEquals: { [`${host}:aud`]: request.audience, [`${host}:sub`]: request.subject },
    },
  };
}

/** The whole trust policy of a new role for one service account. */
export function templateTrustPolicy(request: TrustRequest): JsonObject {
  return { Version: '2012-10-17', Statement: [templateStatement(request)] };
}
