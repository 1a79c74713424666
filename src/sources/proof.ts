import { AssumeRoleWithWebIdentityCommand } from '@aws-sdk/client-sts';
import { z } from 'zod';
import type { MintedToken, ProofPort } from '../checker/ports.ts';
import type { StsAnswer } from '../checker/vocabulary/proof.ts';
import { askAws } from './aws/ask.ts';
import type { AwsClients } from './aws-clients.ts';
import { clause } from './clause.ts';
import type { ApiAnswer } from './kubernetes/api-client.ts';
import { type KubernetesConnection, POSSIBLE_NAME } from './kubernetes.ts';
import { networkReason } from './network-reason.ts';
import { absent, denied, failed, known, type Obstacle, unreadable } from './piece.ts';

/** The least that the API server makes a token for. Source: Kubernetes, TokenRequest. */
const TOKEN_SECONDS = 600;
/** The least that STS takes. Source: STS, AssumeRoleWithWebIdentity. */
const SESSION_SECONDS = 900;
/** A session with this policy may do nothing at all, whatever the role may. */
const NOTHING_ALLOWED = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
});
/** Where the pods have none of their own. CloudTrail shows it to whoever wonders; a session called otherwise is known by its user agent. */
const SESSION_NAME = 'irsa-doctor-proof';
/** By these codes STS decides on the token and the role; by all others it says that it could not. */
const VERDICTS = [
  'AccessDenied',
  'InvalidIdentityToken',
  'IDPRejectedClaim',
  'IDPCommunicationError',
  'ExpiredToken',
  'RegionDisabled',
  'ValidationError',
];

const tokenRequest = z.object({ status: z.object({ token: z.string().min(1) }) });

/**
 * Mints tokens and tries roles with them. The token never leaves this file: what is handed out can only be tried. STS gives credentials where it
 * accepts; they are worth nothing by their session's policy, and are not looked at.
 */
export function createProofPort(
  connect: (signal: AbortSignal) => Promise<KubernetesConnection>,
  clients: AwsClients,
): ProofPort {
  return {
    async mintToken({ namespace, serviceAccount, audience }, signal) {
      const from = {
        source: 'kubernetes:create serviceaccounts/token',
        subject: `a token of ${namespace}/${serviceAccount}`,
      };
      if (!POSSIBLE_NAME.test(namespace) || !POSSIBLE_NAME.test(serviceAccount)) return absent(from);
      try {
        const connection = await connect(signal);
        if (!connection.ok) return unreadable(from, connection.obstacle);
        const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccount}/token`;
        const request = {
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'TokenRequest',
          spec: { audiences: [audience], expirationSeconds: TOKEN_SECONDS },
        };
        const answer = await connection.api.create(path, request, signal);
        if (answer.kind === 'status' && answer.status === 404 && answer.isJson) return absent(from);
        if (answer.kind !== 'ok') return unreadable(from, obstacleOf(answer, namespace));
        const token = tokenRequest.safeParse(answer.body).data?.status.token;
        if (token === undefined) return unreadable(from, failed('the answer is not a token'));
        return known(from, triedBy(token, clients));
      } catch (error) {
        return unreadable(from, failed(networkReason(error)));
      }
    },
  };
}

function triedBy(token: string, clients: AwsClients): MintedToken {
  return {
    async assume({ roleArn, region, sessionName }, signal) {
      const from = { source: 'sts:AssumeRoleWithWebIdentity', subject: `role ${roleArn}` };
      const question = { from, permission: from.source, absentCodes: [] };
      return askAws(question, signal, async (): Promise<StsAnswer | null> => {
        const command = new AssumeRoleWithWebIdentityCommand({
          RoleArn: roleArn,
          RoleSessionName: sessionName ?? SESSION_NAME,
          WebIdentityToken: token,
          DurationSeconds: SESSION_SECONDS,
          Policy: NOTHING_ALLOWED,
        });
        try {
          const sts = clients.sts({ roleArn: null, region });
          const { AssumedRoleUser } = await sts.send(command, { abortSignal: signal });
          return AssumedRoleUser?.Arn === undefined ? null : { isAccepted: true };
        } catch (error) {
          const refusal = refusalOf(error);
          if (refusal === null) throw error;
          return refusal;
        }
      });
    },
  };
}

function refusalOf(error: unknown): StsAnswer | null {
  if (!(error instanceof Error)) return null;
  const code = error.name.replace(/Exception$/, '');
  return VERDICTS.includes(code) ? { isAccepted: false, code, message: clause(error.message) } : null;
}

function obstacleOf(answer: Exclude<ApiAnswer, { readonly kind: 'ok' }>, namespace: string): Obstacle {
  if (answer.kind === 'failed') return failed(answer.reason);
  const said = answer.message ?? `the API server answered HTTP ${answer.status}`;
  return answer.status === 401 || answer.status === 403
    ? denied(said, `create serviceaccounts/token in namespace ${namespace}`)
    : failed(said);
}
