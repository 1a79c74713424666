import { AwsError } from './aws-error.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque to the caller; null after the last page. */
  readonly next: string | null;
}

/** One page of a list. `limit` is how many, `marker` what the page before handed out; throws `error` for a marker that nobody handed out. */
export function pageOf<T>(
  all: readonly T[],
  limit: number,
  marker: string | null,
  error: AwsError = new AwsError('InvalidInput', 400, 'Invalid marker'),
): Page<T> {
  const start = marker === null ? 0 : offsetOf(marker);
  if (start === null || start > all.length) throw error;
  const end = start + limit;
  return {
    items: all.slice(start, end),
    next: end < all.length ? Buffer.from(`offset:${end}`).toString('base64url') : null,
  };
}

function offsetOf(marker: string): number | null {
  const offset = /^offset:(\d+)$/.exec(Buffer.from(marker, 'base64url').toString('utf8'))?.[1];
  return offset === undefined ? null : Number(offset);
}
