import { z } from 'zod';

const buttonValue = z.object({
  job: z.string().min(1).max(500),
  fix: z.number().int().nonnegative().optional(),
});

/** What stands behind a button: which question, and which of its fixes. Null for anything else, since anybody can send a click. */
export function parseButtonValue(value: unknown): z.infer<typeof buttonValue> | null {
  if (typeof value !== 'string') return null;
  try {
    const parsed = buttonValue.safeParse(JSON.parse(value));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
