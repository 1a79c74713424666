import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Symptom } from '../../src/checker/vocabulary/symptom.ts';
import { parseSymptom } from '../../src/intake/symptom.ts';
import { configurationTexts, deniedTexts, downstreamTexts, foreignTexts, tokenTexts } from './error-texts.ts';

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

/** What a text says beside its finer points, which have a table of their own. */
function plainly({
  detail: _detail,
  stsHost: _host,
  container: _container,
  isEncoded: _encoded,
  ...symptom
}: Symptom) {
  return symptom;
}

const relevant = [...deniedTexts, ...tokenTexts, ...configurationTexts, ...downstreamTexts];

describe.each([
  ['a refused web identity', deniedTexts],
  ['a refused token', tokenTexts],
  ['missing credentials', configurationTexts],
  ['a missing permission', downstreamTexts],
])('%s', (_, texts) => {
  it.each(texts)('is read from $title', ({ text, says }) => {
    expect(plainly(parseSymptom(text))).toEqual({ ...nothing, ...says });
  });
});

describe('the finer points of a text', () => {
  const TOKEN = '/var/run/secrets/eks.amazonaws.com/serviceaccount/token';
  it.each<readonly [string, Partial<Symptom>]>([
    [
      'InvalidIdentityToken: No OpenIDConnect provider found in your account for https://a.example',
      { detail: 'provider-not-found' },
    ],
    ['InvalidIdentityToken: Incorrect token audience', { detail: 'incorrect-audience' }],
    [
      'Aws::STS::Errors::InvalidIdentityToken "Missing a required claim: aud"',
      { detail: 'audience-missing' },
    ],
    [
      "InvalidIdentityToken: OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint",
      { detail: 'thumbprint-mismatch' },
    ],
    [
      "InvalidIdentityToken: Couldn't retrieve verification key from your identity provider, please reference",
      { detail: 'keys-unreachable' },
    ],
    ['InvalidIdentityToken: The ID Token provided is not a valid JWT.', { detail: 'not-a-jwt' }],
    [
      'ExpiredTokenException: Token expired: current date/time 1624482533 must be before the expiration date/time1624475000',
      { detail: 'token-expired' },
    ],
    [
      `WebIdentityErr: unable to read file at ${TOKEN}\ncaused by: open ${TOKEN}: permission denied`,
      { detail: 'token-unreadable' },
    ],
    [`PermissionError: [Errno 13] Permission denied: '${TOKEN}'`, { detail: 'token-unreadable' }],
    [
      `unable to read file at ${TOKEN}: open ${TOKEN}: no such file or directory`,
      { detail: 'token-file-absent' },
    ],
    ['ValidationError: Request ARN is invalid\n\tstatus code: 400', { detail: 'role-arn-invalid' }],
    [
      "An error occurred (ValidationError) when calling the AssumeRoleWithWebIdentity operation: 1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint",
      { detail: 'session-name-invalid' },
    ],
    [
      'An error occurred (ValidationError) when calling the AssumeRoleWithWebIdentity operation: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      { detail: 'session-too-long' },
    ],
    [
      'WebIdentityErr: RequestError: send request failed caused by: Post "https://sts.amazonaws.com/": dial tcp 52.94.1.1:443: i/o timeout',
      { detail: 'sts-unreachable', stsHost: 'sts.amazonaws.com' },
    ],
    [
      'Could not connect to the endpoint URL: "https://sts.eu-west-1.amazonaws.com/"',
      { detail: 'sts-unreachable', stsHost: 'sts.eu-west-1.amazonaws.com' },
    ],
    [
      'WebIdentityErr: Post "https://sts.eu-west-1.amazonaws.com/": x509: certificate signed by unknown authority',
      { detail: 'sts-certificate', stsHost: 'sts.eu-west-1.amazonaws.com' },
    ],
    [
      'RegionDisabledException: STS is not activated in this region for account:111122223333.',
      { detail: 'sts-region-disabled' },
    ],
    ['SignatureDoesNotMatch: Credential should be scoped to a valid region', { detail: 'sts-signing-scope' }],
    [
      'InvalidAction: Could not find operation AssumeRoleWithWebIdentity for version 2006-03-01',
      { detail: 'sts-other-endpoint' },
    ],
    ['WebIdentityErr: ThrottlingException: Rate exceeded', { detail: 'throttled' }],
    [
      "To use web identity tokens, the 'sts' service module must be on the class path.",
      { detail: 'sts-module-missing' },
    ],
    [
      'botocore.exceptions.ProfileNotFound: The config profile (legacy) could not be found',
      { detail: 'profile-not-found' },
    ],
    ['NoCredentialProviders: no valid providers in chain', { detail: 'no-credentials' }],
    [
      'namespace=lab container=debugger-x7k2p NoCredentialProviders: no valid providers in chain',
      { detail: 'no-credentials', container: 'debugger-x7k2p' },
    ],
  ])('are read from %s', (text, says) => {
    expect(parseSymptom(text)).toMatchObject(says);
  });

  it('are not told of a refusal, beside which they are what the credential chain tried', () => {
    const text = `Unable to load credentials from any of the providers in the chain [${deniedTexts[0]?.text}]`;
    expect(parseSymptom(text)).not.toHaveProperty('detail');
  });
});

describe('silence', () => {
  it.each(foreignTexts)('is kept about %j', (text) => {
    expect(parseSymptom(text)).toEqual(nothing);
  });
});

describe('a paste with several things in it', () => {
  const [first] = deniedTexts;
  const error = first?.text ?? '';

  it('is about the web identity, whatever the credential chain tried besides', () => {
    const text = `Unable to load credentials from any of the providers in the chain [${error}]`;
    expect(parseSymptom(text).kind).toBe('assume-web-identity-denied');
  });

  it('is relevant in the company of an error of somebody else', () => {
    for (const foreign of foreignTexts) {
      expect(parseSymptom(`${foreign}\n${error}`).kind).toBe('assume-web-identity-denied');
    }
  });

  it('is about a permission where the web identity was fine before', () => {
    const text =
      'AssumeRoleWithWebIdentity ok\nAccessDenied: User: arn:aws:sts::111122223333:assumed-role/a/b is not authorized to perform: s3:GetObject';
    expect(parseSymptom(text)).toMatchObject({ kind: 'downstream-denied', action: 's3:GetObject' });
  });

  it('does not take the principal of another error for the one that STS refused', () => {
    const text = `${error}\nUser: arn:aws:sts::111122223333:assumed-role/nodes/i-0123456789abcdef0 is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::ledger`;
    expect(parseSymptom(text)).toMatchObject({
      kind: 'assume-web-identity-denied',
      principalArn: null,
      resource: null,
      nodeRole: false,
    });
  });

  it('is read at its end, however long it is', () => {
    expect(parseSymptom(`${'GET / 200\n'.repeat(100_000)}${error}`).kind).toBe('assume-web-identity-denied');
  });
});

/** What happens to text on its way through phones, terminals and Slack, at any place in it. */
const insertion = fc.constantFrom('\u200B', '\u00AD', '\uFEFF', '\u2060');
const mangling = fc.record({
  insertions: fc.array(fc.tuple(fc.nat(2000), insertion), { maxLength: 20 }),
  isQuoted: fc.boolean(),
  isFenced: fc.boolean(),
  isEscaped: fc.boolean(),
  isSmart: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n'),
});

type Mangling = typeof mangling extends fc.Arbitrary<infer How> ? How : never;

function mangle(text: string, how: Mangling): string {
  let mangled = how.isSmart ? text.replaceAll("'", '\u2019').replaceAll('"', '\u201D') : text;
  if (how.isEscaped)
    mangled = mangled.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  if (how.isQuoted) mangled = mangled.replaceAll(/^/gm, '> ');
  mangled = mangled.replaceAll('\n', how.lineEnd);
  if (how.isFenced) mangled = `\`\`\`\n${mangled}\n\`\`\``;
  for (const [place, character] of how.insertions) {
    const at = place % (mangled.length + 1);
    mangled = mangled.slice(0, at) + character + mangled.slice(at);
  }
  return mangled;
}

describe('mangled text', () => {
  // Texts with Slack's own markup in them would be mangled twice.
  const plain = relevant.filter(({ text }) => !/[<&]/.test(text));

  it('says the same as before', () => {
    fc.assert(
      fc.property(fc.constantFrom(...plain), mangling, ({ text, says }, how) => {
        expect(plainly(parseSymptom(mangle(text, how)))).toEqual({ ...nothing, ...says });
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    '_get credentials: failed to refresh cached credentials, failed to retrieve credentials, operation error STS: AssumeRole_',
    'operation error STS: AssumeRole_, https response error StatusCode: 403, AccessDenied',
  ])('leaves what stands around a text that was cut out of the action: %s', (text) => {
    expect(parseSymptom(text).action).toBe('sts:AssumeRole');
  });

  it('never becomes an error of ours', () => {
    fc.assert(
      fc.property(fc.constantFrom(...foreignTexts), mangling, (text, how) => {
        expect(parseSymptom(mangle(text, how)).kind).toBe('not-relevant');
      }),
      { numRuns: 3000 },
    );
  });

  it('never makes the parser throw', () => {
    const fragment = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...relevant.flatMap(({ text }) => text.split(/(?<=[ :"\n])/))),
    );
    fc.assert(
      fc.property(fc.array(fragment), (fragments) => {
        expect(parseSymptom(fragments.join('')).kind).toBeTypeOf('string');
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['arn:aws'],
    ['arn:aws:a\n'],
    ['error '],
    ['AssumeRoleWithWebIdentity '],
    ['User: arn:aws:sts::1:assumed-role/'],
    ['is not authorized to perform: '],
    ['namespace='],
    ['request id: '],
    ['\\n'],
    ['<'],
    [' '],
    ['\n> '],
    ['"'],
  ])('of nothing but %j takes time in proportion to its length', (piece) => {
    const text = piece.repeat(200_000 / piece.length);
    const start = performance.now();
    parseSymptom(text);
    // Linear is far below; quadratic, on 200,000 characters, would be minutes.
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

describe('an error of another way to assume a role', () => {
  it.each([
    'ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    "Unable to assume role | ValidationError: 1 validation error detected: Value '' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20",
  ])('is none of ours: %s', (text) => {
    expect(parseSymptom(text).kind).toBe('not-relevant');
  });
});
