import { createHash } from 'node:crypto';

const ALPHABETS = {
  /** What Kubernetes builds generated names from: no vowels, no look-alikes. */
  kubernetes: 'bcdfghjklmnpqrstvwxz2456789',
  /** What IAM builds unique ids and access key ids from. */
  iam: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
} as const;

/** `length` characters that look random and are always the same for the same seed, so that a sandbox looks alike on every start. */
export function stableId(alphabet: keyof typeof ALPHABETS, seed: string, length: number): string {
  const characters = ALPHABETS[alphabet];
  const bytes = createHash('sha512').update(seed).digest();
  return Array.from({ length }, (_, at) => characters[(bytes[at] ?? 0) % characters.length]).join('');
}

/** A UUID that is always the same for the same seed. */
export function stableUuid(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
