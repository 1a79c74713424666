import { expect, it } from 'vitest';
import { renderAnswer } from '../../src/render/slack/answer.ts';
import { renderText } from '../../src/render/terminal/text.ts';
import { healthy } from './diagnoses.ts';

const diagnosis = {
  ...healthy,
  findings: [
    ...healthy.findings,
    {
      id: 'observed.last-call',
      layer: 'observed',
      status: 'pass',
      title: 'STS let the service account in when it last asked',
      expected: null,
      actual: 'let in at 2026-03-01 11:58:02 UTC, in eu-west-1',
      explanation: '',
      evidence: [],
      fix: null,
    },
  ],
} as const;

it('tells in a terminal when the service account was let in, though nothing is wrong', () => {
  expect(renderText(diagnosis, { color: false })).toMatch(
    /let the service account in when it last asked .*\n +let in at 2026-03-01 11:58:02 UTC, in eu-west-1$/m,
  );
});

it('tells it in Slack as well', () => {
  const { blocks } = renderAnswer(diagnosis, { jobId: 'J', asked: 'x', user: null, reference: 'r' });
  expect(JSON.stringify(blocks)).toContain('let in at 2026-03-01 11:58:02 UTC, in eu-west-1');
});
