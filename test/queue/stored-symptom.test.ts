import { describe, expect, it } from 'vitest';
import { parseSymptom } from '../../src/intake/symptom.ts';
import { questionJobSchema } from '../../src/queue/job.ts';
import { SCENARIOS } from '../../src/sandbox/scenarios/list.ts';

const job = {
  question: { kind: 'help' },
  place: {
    teamId: 'T1',
    enterpriseId: null,
    channel: 'C1',
    threadTs: null,
    user: 'U1',
    via: 'mention',
    responseUrl: null,
  },
  asked: 'x',
  askedAt: 0,
  reference: 'r',
  posted: { parentTs: null, answerTs: null },
};

describe('a question with a pasted error', () => {
  const errors = SCENARIOS.flatMap(({ id, error }) => (error === undefined ? [] : [[id, error] as const]));

  it.each(errors)('comes out of the queue as it went in: %s', (_id, error) => {
    const question = { kind: 'explain', symptom: parseSymptom(error) };
    const stored = JSON.parse(JSON.stringify({ ...job, question }));
    expect(questionJobSchema.parse(stored)).toMatchObject({ question });
  });
});
