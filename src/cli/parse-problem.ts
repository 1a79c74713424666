import type { z } from 'zod';

/** The first problem of an input, with where it stands: `accountId: write the account id of the role as text`. */
export function parseProblem({ issues }: z.ZodError, whole: string): string {
  const [issue] = issues;
  return `${issue?.path.join('.') || whole}: ${issue?.message ?? 'not understood'}`;
}
