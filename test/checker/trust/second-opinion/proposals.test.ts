import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposeTrustPolicy } from '../../../../src/checker/trust/propose.ts';
import { providerArnOf } from '../../../../src/checker/trust/provider-arn.ts';
import type { JsonObject, TrustRequest } from '../../../../src/checker/trust/types.ts';
import { AUDIENCES, policies, SUBJECTS } from '../arbitraries.ts';
import { HOST, OTHER_HOST, REQUEST, SUBJECT } from '../policies.ts';
import { cases } from './cases.ts';
import { opinionOf, type Token } from './worlds.ts';

function tokenOf(request: TrustRequest, host: string, subject: string, audience: string): Token {
  const providerArn = providerArnOf({ ...request, issuer: host });
  return { host, providerArn, subject, audience, now: request.now ?? 0 };
}

/** Whom a change may not touch: service accounts beside the one that asked, with every audience, of this cluster and another. */
function bystanders(
  request: TrustRequest,
  hosts: readonly string[],
  subjects: readonly string[],
): readonly Token[] {
  return hosts.flatMap((host) =>
    subjects
      .filter((subject) => host !== hosts[0] || subject !== request.subject)
      .flatMap((subject) => AUDIENCES.map((audience) => tokenOf(request, host, subject, audience))),
  );
}

function check(document: JsonObject, request: TrustRequest, others: readonly Token[]): boolean {
  const { proposed } = proposeTrustPolicy(document, request);
  if (proposed === null) return false;
  const host = request.issuer.replace('https://', '');
  const asked = tokenOf(request, host, request.subject, request.audience);
  const where = JSON.stringify([request, document, proposed]);
  expect(opinionOf(proposed, asked).decision, where).toBe('allowed');
  for (const token of others) {
    expect(opinionOf(proposed, token).decision, `${where} ${JSON.stringify(token)}`).toBe(
      opinionOf(document, token).decision,
    );
  }
  return true;
}

describe('proposals, beside an evaluator of another make', () => {
  it('let in whoever asked, and change nothing for anybody else', () => {
    const others = bystanders(REQUEST, [HOST, OTHER_HOST], SUBJECTS);
    let proposals = 0;
    fc.assert(
      fc.property(policies, (document) => {
        if (check(document, { ...REQUEST, subject: SUBJECT }, others)) proposals += 1;
      }),
      { numRuns: 150 },
    );
    expect(proposals).toBeGreaterThan(30);
  });

  it('do so for policies of every kind', () => {
    let proposals = 0;
    fc.assert(
      fc.property(cases, ({ document, token, accountId, partition }) => {
        const { host, subject, audience, now } = token;
        const request = { accountId, issuer: `https://${host}`, subject, audience, now, partition };
        const names = [
          'system:serviceaccount:ops:bot',
          'system:serviceaccount:ops:bot-2',
          'system:serviceaccount:dev:bot',
          'system:serviceaccount:a:b',
        ];
        if (check(document, request, bystanders(request, [host], names))) proposals += 1;
      }),
      { numRuns: 150 },
    );
    expect(proposals).toBeGreaterThan(20);
  });
});
