import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseSymptom } from '../../src/intake/symptom.ts';
import { openEmbeddedBackend } from '../../src/queue/embedded-backend.ts';
import type { QuestionJob } from '../../src/queue/job.ts';
import { eventually } from './eventually.ts';
import { question, silent } from './question.ts';

const ERROR = 'UnauthorizedOperation: Encoded authorization failure message: ';

it('keeps an encoded message until the answer is there, and no longer', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'irsa-queue-'));
  const backend = await openEmbeddedBackend({ directory, log: silent, timing: { firstRetryMs: 20 } });
  try {
    const symptom = { ...parseSymptom(ERROR), encodedMessage: 'x'.repeat(300) };
    const target = { cluster: null, namespace: 'fleet', serviceAccount: 'scaler', pod: null };
    const job: QuestionJob = { ...question(), question: { kind: 'check', target, symptom } };
    await backend.queue.enqueue('a', job);
    const seen: QuestionJob['question'][] = [];
    await backend.startWorker({
      process: async ({ job: { question: asked }, number, remember }) => {
        seen.push(asked);
        await remember({ parentTs: null, answerTs: '1.1' });
        if (number === 1) throw new Error('the first time it does not work');
        return { diagnosis: null };
      },
      onGivenUp: async () => undefined,
      concurrency: 1,
    });
    const answered = await eventually(async () => {
      const found = await backend.queue.find('a');
      return found?.result === null ? null : found;
    });
    expect(seen).toEqual([job.question, job.question]);
    const { encodedMessage: _, ...rest } = symptom;
    expect(answered?.job).toEqual({
      ...job,
      question: { kind: 'check', target, symptom: rest },
      posted: { parentTs: null, answerTs: '1.1' },
    });
  } finally {
    await backend.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
