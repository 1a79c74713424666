import { X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { selfSignedCertificate } from '../../../src/sandbox/kubernetes/self-signed-certificate.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
const made = new X509Certificate(selfSignedCertificate('sandbox tea', now).certificate);

it('is for this machine only', () => {
  expect(made.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(made.checkHost('localhost')).toBe('localhost');
  expect(made.checkIP('127.0.0.2')).toBeUndefined();
  expect(made.subject).toBe('CN=sandbox tea');
});

it('is signed by itself', () => {
  expect(made.verify(made.publicKey)).toBe(true);
  expect(made.checkIssued(made)).toBe(true);
  expect(made.ca).toBe(true);
});

it('is good from the day before, for thirty days', () => {
  expect(new Date(made.validFrom)).toEqual(new Date('2026-03-09T12:00:00Z'));
  expect(new Date(made.validTo)).toEqual(new Date('2026-04-09T12:00:00Z'));
});

it('is another one each time', () => {
  const other = new X509Certificate(selfSignedCertificate('sandbox tea', now).certificate);
  expect(other.serialNumber).not.toBe(made.serialNumber);
  expect(made.verify(other.publicKey)).toBe(false);
});
