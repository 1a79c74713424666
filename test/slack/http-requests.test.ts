import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedHeaders } from '../../src/sandbox/slack/delivery/signature.ts';
import { openStage, SIGNING_SECRET, type Stage } from '../end-to-end/stage.ts';

const COMMAND = new URLSearchParams({
  command: '/irsa',
  text: 'help',
  team_id: 'T0SANDBOX',
  user_id: 'U1',
  channel_id: 'C1',
  trigger_id: '1.2.abc',
  response_url: 'http://127.0.0.1:9/none',
}).toString();
const FORM = 'application/x-www-form-urlencoded';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ mode: 'http', redisUrl: null });
});
afterAll(() => stage?.close());

const seconds = () => Math.floor(Date.now() / 1000);

async function post(headers: Record<string, string>, { path = '/slack/events', body = COMMAND } = {}) {
  const response = await fetch(`http://127.0.0.1:${stage.service.port}${path}`, {
    method: 'POST',
    headers: { 'content-type': FORM, ...headers },
    body,
  });
  return { status: response.status, text: await response.text() };
}

describe('a request over HTTP', () => {
  it('with a valid signature is answered', async () => {
    const answer = await post(signedHeaders(SIGNING_SECRET, seconds(), COMMAND));
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('/irsa check');
  });

  it('is answered although a proxy added a charset to its content type', async () => {
    const headers = signedHeaders(SIGNING_SECRET, seconds(), COMMAND);
    expect((await post({ ...headers, 'content-type': `${FORM}; charset=utf-8` })).status).toBe(200);
  });

  it.each([
    ['without a signature', () => ({})],
    ['signed with another secret', () => signedHeaders('another', seconds(), COMMAND)],
    ['signed six minutes ago', () => signedHeaders(SIGNING_SECRET, seconds() - 360, COMMAND)],
    ['whose body was changed', () => signedHeaders(SIGNING_SECRET, seconds(), `${COMMAND}&text=x`)],
  ])('%s is refused in one sentence that says what to check', async (_what, headers) => {
    const answer = await post(headers());
    expect(answer.status).toBe(401);
    expect(answer.text).toMatch(/SLACK_SIGNING_SECRET/);
    expect(answer.text.trim().split('\n')).toHaveLength(1);
  });

  it('elsewhere is told where to go', async () => {
    const answer = await post({}, { path: '/' });
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('POST to /slack/events');
  });

  it('that is far too large is refused before anything else', async () => {
    const body = `text=${'a'.repeat(5_000_000)}`;
    const answer = await post(signedHeaders(SIGNING_SECRET, seconds(), body), { body });
    expect(answer.status).toBe(413);
  });
});
