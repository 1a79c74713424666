import { decide } from '../../src/checker/trust/decide/decide.ts';
import { matchesGlob, type ResolvedPart } from '../../src/checker/trust/decide/glob.ts';
import { contextOf } from '../../src/checker/trust/decide/request-context.ts';
import { readPattern } from '../../src/checker/trust/document/pattern.ts';
import type { Policy } from '../../src/checker/trust/document/policy.ts';
import { readPolicy } from '../../src/checker/trust/document/read-policy.ts';
import { evaluateTrustPolicy } from '../../src/checker/trust/evaluate.ts';
import { proposeTrustPolicy } from '../../src/checker/trust/propose.ts';
import { templateStatement, templateTrustPolicy } from '../../src/checker/trust/template.ts';
import type { JsonObject, TrustRequest } from '../../src/checker/trust/types.ts';
import { type BenchLine, benchLine } from './bench-line.ts';
import { measure } from './measure.ts';

const request: TrustRequest = {
  accountId: '210987654321',
  issuer: 'https://oidc.eks.eu-north-1.amazonaws.com/id/4F1C0DE5A9B84C7D8E2F60718293A4B5',
  subject: 'system:serviceaccount:checkout:cart',
  audience: 'sts.amazonaws.com',
  now: Date.UTC(2026, 5, 1),
};
const others = Array.from({ length: 16 }, (_, index) => ({
  ...request,
  subject: `${request.subject}-${index}`,
}));

/** How fast the trust-policy engine decides and proposes, and how that grows. */
export function* benchTrust(): Generator<BenchLine<'trust'>> {
  yield* decisions();
  yield growthWithStatements();
  yield growthWithPattern('growth with the length of a pattern', (length) => '*a'.repeat(length / 2), 'b');
  yield growthWithPattern('growth with single wildcards', (length) => `*${'?'.repeat(length / 2)}b`, '');
  yield hostilePattern();
  yield* proposals();
}

function* decisions(): Generator<BenchLine<'trust'>> {
  const text = JSON.stringify(templateTrustPolicy(request));
  const parsed: JsonObject = JSON.parse(text);
  const policy = policyOf(parsed);
  // Half of the requests are let in, half are not.
  const asked = (turn: number): TrustRequest => (turn % 2 === 0 ? request : (others[turn % 16] ?? request));
  const rates = [
    ['decisions, parsed once', 300_000, measure((turn) => decide(policy, contextOf(asked(turn))))],
    [
      'decisions with reasons, parsed each time',
      30_000,
      measure((turn) => evaluateTrustPolicy(text, asked(turn))),
    ],
    [
      'decisions with reasons, from an object',
      30_000,
      measure((turn) => evaluateTrustPolicy(parsed, asked(turn))),
    ],
  ] as const;
  for (const [name, aim, { perSecond, microseconds }] of rates) {
    yield line(name, { toAim: perSecond / aim }, { perSecond, microseconds, aim });
  }
}

function growthWithStatements(): BenchLine<'trust'> {
  const counts = [1, 10, 100, 1000];
  const times = counts.map((count) => {
    const policy = policyOf({
      Version: '2012-10-17',
      Statement: Array.from({ length: count }, () => templateStatement({ ...request, subject: 'another' })),
    });
    return measure(() => decide(policy, contextOf(request))).microseconds;
  });
  return growth('growth with the number of statements', counts, times);
}

function growthWithPattern(name: string, write: (length: number) => string, end: string): BenchLine<'trust'> {
  const lengths = [512, 1024, 2048, 4096, 8192, 16384];
  const times = lengths.map((length) => {
    const pattern = globOf(write(length) + end);
    const subject = 'a'.repeat(length);
    return measure(() => matchesGlob(pattern, subject)).microseconds;
  });
  return growth(name, lengths, times);
}

/** The pattern that makes a backtracking matcher hang, as long as a trust policy can hold it, against the longest subject. */
function hostilePattern(): BenchLine<'trust'> {
  const pattern = globOf(`${'*a'.repeat(1000)}b`);
  const subject = 'a'.repeat(4000);
  const { microseconds } = measure(() => matchesGlob(pattern, subject));
  return line('*a*a*a…b against 4,000 letters', { toAim: 1000 / microseconds }, { microseconds, aim: 1000 });
}

function* proposals(): Generator<BenchLine<'trust'>> {
  const broken = JSON.stringify(templateTrustPolicy({ ...request, subject: `${request.subject}s` }));
  const { perSecond, microseconds } = measure(() => proposeTrustPolicy(broken, request));
  yield line('proposals with proof, one subject beside another', {}, { perSecond, microseconds });
  const crowd = {
    Version: '2012-10-17',
    Statement: [0, 1, 2, 3].map((index) =>
      templateStatement({ ...request, subject: `system:serviceaccount:team-${index}:*` }),
    ),
  };
  const many = measure(() => proposeTrustPolicy(crowd, request));
  yield line('proposals with proof, four statements', {}, { ...many });
}

function policyOf(document: JsonObject): Policy {
  const read = readPolicy(document);
  if (!read.ok) throw new Error(read.problem);
  return read.policy;
}

function globOf(text: string): readonly ResolvedPart[] {
  return readPattern(text, true, false).filter((part): part is ResolvedPart => part.kind !== 'variable');
}

/** Ten times as much should take ten times as long, twice as much twice. */
function growth(name: string, sizes: readonly number[], times: readonly number[]): BenchLine<'trust'> {
  const ratios: Record<string, number> = {};
  const figures: Record<string, number> = {};
  sizes.forEach((size, index) => {
    figures[`${size} (µs)`] = times[index] ?? 0;
    const before = times[index - 1];
    if (before !== undefined) ratios[`${sizes[index - 1]}→${size}`] = (times[index] ?? 0) / before;
  });
  return line(name, ratios, figures);
}

function line(
  name: string,
  ratios: Record<string, number>,
  figures: Record<string, number>,
): BenchLine<'trust'> {
  return benchLine('trust', name, ratios, figures);
}
