import { describe, expect, it } from 'vitest';
import { explainUnreadable } from '../../src/checker/known.ts';
import { explainAll, nextSteps } from '../../src/checker/next-steps.ts';
import type { Piece, Unreadable } from '../../src/checker/vocabulary/evidence.ts';
import { obstacleOf } from '../../src/sources/aws/ask.ts';
import { refusal } from '../../src/sources/kubernetes.ts';
import { networkReason } from '../../src/sources/network-reason.ts';
import { failed } from '../../src/sources/piece.ts';
import { evidenceWith } from './evidence.ts';

const KUBERNETES = { source: 'kubernetes:list pods', subject: 'pods of namespace payments' };
const IAM = { source: 'iam:GetRole', subject: 'role payments-api' };

const piece = (
  from: { source: string; subject: string },
  obstacle: ReturnType<typeof failed>,
): Unreadable => ({
  ...from,
  state: 'unreadable',
  ...obstacle,
});
/** As Node and undici tell it. */
const offline = (code: string) => networkReason(Object.assign(new Error(code), { code }));
const answered = (status: number, message: string | null = null) => {
  const told = refusal(KUBERNETES, 'list pods', { kind: 'status', status, message, isJson: true });
  if (told.state !== 'unreadable') throw new Error('that was to be unreadable');
  return told;
};
const aws = (name: string, httpStatusCode: number) =>
  obstacleOf(Object.assign(new Error('words'), { name, $metadata: { httpStatusCode } }), 'iam:GetRole on x');

const stepOf = (one: Unreadable): string | null => {
  const [told = ''] = explainAll([one]);
  const step = told.slice(explainUnreadable(one).length).trim();
  return step === '' ? null : step;
};

describe('what to do next', () => {
  it.each<[string, Unreadable, RegExp]>([
    ['an API server in trouble', answered(503), /kubectl get --raw \/readyz/],
    ['an API server that says why', answered(500, 'etcdserver: no leader'), /kubectl get --raw \/readyz/],
    ['an API server that throttles', answered(429), /^Ask again in a minute/],
    [
      'a read that took too long',
      piece(KUBERNETES, failed('there was no answer within 8 seconds')),
      /network policies, security groups/,
    ],
    ['a silent API server', piece(KUBERNETES, failed(offline('UND_ERR_CONNECT_TIMEOUT'))), /security groups/],
    ['a closed connection', piece(KUBERNETES, failed(offline('ECONNRESET'))), /security groups/],
    [
      'a refused connection',
      piece(KUBERNETES, failed(offline('ECONNREFUSED'))),
      /address is right.*kubeconfig/,
    ],
    ['a name that does not resolve', piece(KUBERNETES, failed(offline('ENOTFOUND'))), /address.*kubeconfig/],
    ['AWS in trouble', piece(IAM, aws('ServiceFailure', 503)), /in a minute.*health\.aws\.amazon\.com/],
    ['AWS that throttles', piece(IAM, aws('ThrottlingException', 400)), /^Ask again in a minute/],
    ['a silent AWS', piece(IAM, failed('there was no answer within 8 seconds')), /AWS can be reached.*NAT/],
    ['AWS that is not there', piece(IAM, failed(offline('ENOTFOUND'))), /AWS resolve.*AWS_ENDPOINT_URL/],
    [
      'AWS in trouble on the way to the API server',
      piece(
        KUBERNETES,
        failed(
          `its endpoint is not known: arn:aws:iam::1:role/r could not be assumed: ${aws('X', 500).reason}`,
        ),
      ),
      /health\.aws\.amazon\.com/,
    ],
  ])('is told of %s', (_what, one, step) => {
    expect(stepOf(one)).toMatch(step);
    expect(stepOf(one)).toMatch(/^[A-Z][^.]*(\.\w[^.]*)*\.$/);
  });

  it.each<[string, Unreadable]>([
    ['a permission that is lacking', answered(403)],
    ['credentials that are not accepted', answered(401)],
    [
      'an answer that is none',
      piece(KUBERNETES, failed('it answered HTML where the Kubernetes API answers JSON')),
    ],
    [
      'credentials that cannot be had',
      piece(KUBERNETES, failed(`the credentials for it cannot be had: ${offline('ENOTFOUND')}`)),
    ],
    ['a certificate', piece(KUBERNETES, failed(offline('CERT_HAS_EXPIRED')))],
    ['expired credentials, which say it themselves', piece(IAM, aws('ExpiredToken', 403))],
    ['a check that was stopped', piece(KUBERNETES, failed('the check was stopped'))],
  ])('is not guessed for %s', (_what, one) => {
    expect(stepOf(one)).toBeNull();
  });

  const open = (...pieces: readonly Unreadable[]) =>
    pieces.map((one) => ({ status: 'unknown', explanation: explainUnreadable(one) }) as const);
  const down = answered(503);
  const late: Piece<never> & Unreadable = {
    ...piece(
      { source: 'kubernetes:get serviceaccounts', subject: 'service account payments/api' },
      failed('there was no answer within 8 seconds'),
    ),
  };
  const role: Piece<never> & Unreadable = piece(IAM, aws('Throttling', 400));

  it('is said once for each API, whatever else it did', () => {
    const evidence = evidenceWith({ serviceAccount: late, pods: down, role });
    const steps = nextSteps(open(late, down, role), evidence);
    expect(steps).toEqual([stepOf(late), stepOf(role)]);
  });

  it('concerns only what left a finding open', () => {
    const evidence = evidenceWith({ pods: down, role });
    expect(nextSteps(open(role), evidence)).toEqual([stepOf(role)]);
    expect(nextSteps([{ ...open(role)[0], status: 'skipped' } as never], evidence)).toEqual([]);
  });

  it('is found within a sentence of a rule, and for what is read of a refused call', () => {
    const simulation = role;
    const evidence = evidenceWith({ targetPermission: [{ action: 'sts:AssumeRole', simulation }] });
    const explanation = `That is not known: r${explainUnreadable(role).slice(1)}`;
    expect(nextSteps([{ status: 'unknown', explanation }], evidence)).toEqual([stepOf(role)]);
  });
});
