import { describe, expect, it } from 'vitest';
import { proofSentence } from '../../src/render/proof-sentence.ts';

const api = 'system:serviceaccount:payments:api';
const proof = { before: 'implicitDeny', after: 'allowed', kept: [], added: [api], lost: [] } as const;

describe('proofSentence', () => {
  it.each([
    ['says who is let in and that nobody else is', proof, 'Proven: lets in payments/api and nobody else.'],
    [
      'names who is still let in, with the issuer of another cluster, and patterns as they are',
      {
        ...proof,
        kept: ['system:serviceaccount:web:shop (oidc.example)', 'system:serviceaccount:a:*', 'system:*'],
      },
      'Proven: lets in payments/api and nobody else; still lets in web/shop (oidc.example), a/* and system:*.',
    ],
    [
      'counts those that are too many to name',
      { ...proof, kept: ['a', 'b', 'c', 'd', 'e', 'f'] },
      'Proven: lets in payments/api and nobody else; still lets in a, b, c, d and 2 more.',
    ],
    [
      'says when a policy only became narrower',
      { ...proof, before: 'allowed', added: [] },
      'Proven: still lets the service account in, and nobody new.',
    ],
    [
      'hides no loss',
      { ...proof, lost: ['system:serviceaccount:b:c'] },
      'Proven: lets in payments/api and nobody else; no longer lets in b/c.',
    ],
    [
      'claims nothing for a policy that still denies',
      { ...proof, after: 'implicitDeny' },
      'Not proven: after the change the engine still says implicitDeny.',
    ],
  ] as const)('%s', (_, given, sentence) => {
    expect(proofSentence(given)).toBe(sentence);
  });
});
