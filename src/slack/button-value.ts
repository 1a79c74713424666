import { z } from 'zod';
import { isNamespaceName, isServiceAccountName } from '../intake/kubernetes-names.ts';

const buttonValue = z.object({
  job: z.string().min(1).max(500),
  fix: z.number().int().nonnegative().optional(),
  /** Where a dialog was opened. */
  channel: z.string().max(50).optional(),
  threadTs: z.string().max(50).optional(),
  namespace: z.string().refine(isNamespaceName).optional(),
  serviceAccount: z.string().refine(isServiceAccountName).optional(),
  /** As it was asked for; null for the default one. */
  cluster: z.string().max(300).nullish(),
});

export type ButtonValue = z.infer<typeof buttonValue>;

/** What stands behind a button: which question, and which of its fixes or which service account. Null for anything else, since anybody can send a click. */
export function parseButtonValue(value: unknown): ButtonValue | null {
  if (typeof value !== 'string') return null;
  try {
    const parsed = buttonValue.safeParse(JSON.parse(value));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
