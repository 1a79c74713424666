import { z } from 'zod';
import type { Diagnosis } from '../checker/vocabulary/diagnosis.ts';
import { type QuestionResult, questionJobSchema } from './job.ts';

const storedQuestion = z.object({
  /** The question's own id; the queue only knows its hash. */
  id: z.string(),
  /** Drawn anew by whoever stores a question, to tell its own job from one that was there before. */
  nonce: z.string(),
  job: questionJobSchema,
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

/** Null where there is no result yet, or one of a version that is not understood. */
export function readStoredResult(returned: unknown): QuestionResult | null {
  return storedResult.safeParse(returned).data ?? null;
}
