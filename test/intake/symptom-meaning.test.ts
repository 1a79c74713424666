import { describe, expect, it } from 'vitest';
import { parseSymptom } from '../../src/intake/symptom.ts';
import { describeSymptom } from '../../src/intake/symptom-meaning.ts';
import { configurationTexts, deniedTexts, downstreamTexts, tokenTexts } from './error-texts.ts';

const role = 'arn:aws:sts::111122223333:assumed-role/payments-api/session';
const explain = (text: string) => describeSymptom(parseSymptom(text));

describe('the meaning of an error', () => {
  it('sends a refused web identity to the trust policy, for the service account that the text names', () => {
    const { meaning, next } = explain(
      'system:serviceaccount:payments:api Not authorized to perform sts:AssumeRoleWithWebIdentity',
    );
    expect(meaning).toContain('trust policy');
    expect(next).toContain('`@irsa check payments/api`');
  });

  it('asks for the service account by the short form where the text names none', () => {
    expect(explain('Not authorized to perform sts:AssumeRoleWithWebIdentity').next).toContain(
      '`@irsa check namespace/serviceaccount`',
    );
  });

  it('warns against giving the permission to the node', () => {
    const { meaning, next } = explain(
      'User: arn:aws:sts::111122223333:assumed-role/nodes/i-0123456789abcdef0 is not authorized to perform: s3:GetObject',
    );
    expect(meaning).toContain('web identity did not supply the credentials');
    expect(next).toMatch(/^Do not give the node role the permission for `s3:GetObject`/);
  });

  it('keeps away from the trust policy where only a permission is missing', () => {
    const { meaning } = explain(`User: ${role} is not authorized to perform: s3:GetObject`);
    expect(meaning).toBe(
      'Role `payments-api` has working credentials but may not do `s3:GetObject`: this is about permissions, not about the trust policy.',
    );
  });

  it.each([
    ['because no identity-based policy allows it', 'Allow the action in a policy of the role'],
    ['with an explicit deny in an identity-based policy', 'Deny statement'],
    ['with an explicit deny in a service control policy', 'service control policy'],
    ['with an explicit deny in a resource control policy', 'resource control policy'],
    ['because no permissions boundary allows it', 'permissions boundary'],
    ['because no session policy allows it', 'session policy'],
    ['because no resource-based policy allows it', 'owner of the resource'],
    ['because no VPC endpoint policy allows it', 'VPC endpoint'],
  ])('says who can help where AWS writes "%s"', (tail, expected) => {
    expect(explain(`User: ${role} is not authorized to perform: s3:GetObject ${tail}`).next).toContain(
      expected,
    );
  });

  it('recognises an application that assumes its own role again', () => {
    const text = `User: ${role} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/payments-api`;
    expect(explain(text).meaning).toContain('assume the same role again');
  });

  it('does not take a role of another account for its own', () => {
    const text = `User: ${role} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/payments-api`;
    expect(explain(text).meaning).not.toContain('again');
  });

  it('repeats the issuer that STS did not know', () => {
    const text = 'No OpenIDConnect provider found in your account for https://issuer.example.com/a';
    expect(explain(text).meaning).toContain('https://issuer.example.com/a');
  });

  it.each([
    ['ExpiredTokenException: Token expired: current date/time 1', 'expired'],
    ['ValidationError: Request ARN is invalid', 'not the ARN of a role'],
    ['RegionDisabledException: STS is not activated in this region', 'not activated'],
  ])('tells %j apart from other missing credentials', (text, expected) => {
    expect(explain(text).meaning).toContain(expected);
  });

  it('says what it understands of a text that is none of its business', () => {
    expect(explain('lunch?').meaning).toContain('no error of AWS credentials');
  });

  it('is always one or two sentences', () => {
    for (const { text } of [...deniedTexts, ...tokenTexts, ...configurationTexts, ...downstreamTexts]) {
      for (const words of Object.values(explain(text))) expect(words).toMatch(/^[A-Z][^\n]{20,400}\.$/);
    }
  });
});
