import { z } from 'zod';
import type { Diagnosis } from '../checker/vocabulary/diagnosis.ts';
import { type QuestionResult, questionJobSchema } from './job.ts';

const storedQuestion = z.object({
  /** The question's own id; the queue only knows its hash. */
  id: z.string(),
  /** Drawn anew by whoever stores a question, to tell its own job from one that was there before. */
  nonce: z.string(),
  job: questionJobSchema,
  /** How many attempts stepped aside, and so left nothing in Slack that is not remembered. */
  asides: z.number().default(0),
});

/** What the queue keeps of a question. */
export type StoredQuestion = z.infer<typeof storedQuestion>;

const storedResult = z.object({
  diagnosis: z
    .custom<Diagnosis>(
      (value) => z.looseObject({ schema: z.literal('irsa-doctor/diagnosis/v1') }).safeParse(value).success,
    )
    .nullable(),
}) satisfies z.ZodType<QuestionResult>;

/** Null where `data` is not a question, or one of a version that is not understood. */
export function readStoredQuestion(data: unknown): StoredQuestion | null {
  return storedQuestion.safeParse(data).data ?? null;
}

const stamped = storedQuestion.pick({ nonce: true });

/** By whom a question was stored; null where `data` does not tell. */
export function nonceOf(data: unknown): string | null {
  return stamped.safeParse(data).data?.nonce ?? null;
}

/**
 * What a worker leaves of a result. A text and not an object, since a database may keep an object's keys in another order, and a policy that
 * people compare with their own must come back as it was.
 */
export function writeStoredResult(result: QuestionResult): string {
  return JSON.stringify(result);
}

/** Null where there is no result yet, or one of a version that is not understood. */
export function readStoredResult(returned: unknown): QuestionResult | null {
  if (typeof returned !== 'string') return null;
  try {
    return storedResult.safeParse(JSON.parse(returned)).data ?? null;
  } catch {
    return null;
  }
}
