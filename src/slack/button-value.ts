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
});

/** What stands behind a button: which question, and which of its fixes or which service account. Null for anything else, since anybody can send a click. */
export function parseButtonValue(value: unknown): z.infer<typeof buttonValue> | null {
  if (typeof value !== 'string') return null;
  try {
    const parsed = buttonValue.safeParse(JSON.parse(value));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
