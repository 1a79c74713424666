import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChannelMessage } from '../../src/sandbox/slack/state/messages.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';

const CHANNEL = 'oncall';
const FOUND = 'system:serviceaccount:payment:api';
const DENIED =
  'An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity';
const refused = (role: string) =>
  `AccessDenied: User: arn:aws:sts::111122223333:assumed-role/${role}/botocore-session-1 is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::ledger/1 because no identity-based policy allows the s3:GetObject action`;

/** Errors that name no service account, and lead to one all the same. */
export function describeFinding(name: string, options: () => StageOptions): void {
  describe(`an error without a service account over ${name}`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage({
        ...options(),
        settings: (slack) => `slack:
  access:
    - { channels: [${slack.channel(CHANNEL).id}] }
    - { channels: [${slack.channel('platform').id}], namespaces: [payments] }
`,
      });
    });
    afterAll(async () => {
      await stage?.close();
    });

    async function answersTo(text: string, channel = CHANNEL): Promise<readonly ChannelMessage[]> {
      const answered = stage.answered();
      const message = stage.slack.user().say(channel, `@irsa ${text}`);
      await answered;
      return stage.slack.thread(channel, message.ts).slice(1);
    }
    const podOf = (namespace: string) =>
      stage.world.clusters[0]?.pods.find(({ metadata }) => metadata.namespace === namespace)?.metadata.name;

    it('that names its pod is diagnosed at once', async () => {
      const [answer, ...more] = await answersTo(`namespace=payments pod=${podOf('payments')} ${DENIED}`);
      expect(more).toEqual([]);
      expect(answer?.text).toContain(FOUND);
    });

    it('that names a role is diagnosed at once where one service account uses it', async () => {
      const [answer] = await answersTo(refused('payments-api'));
      expect(answer?.text).toMatch(/payments\/api/);
      expect(JSON.stringify(answer?.blocks)).toContain('check_again');
    });

    it('offers the service accounts that use the role where there are several, and checks the one that is chosen', async () => {
      const [answer] = await answersTo(refused('loyalty-points'));
      if (answer === undefined) throw new Error('no answer');
      expect(stage.slack.renderThread([answer])).toMatch(/Which one is it/);
      expect(answer.text).toMatch(/Which one is it\? `loyalty\/points`, `loyalty\/rewards`/);
      const answered = stage.answered();
      await stage.slack.user().clickButton(answer, 'loyalty/points');
      await answered;
      const chosen = stage.slack.thread(CHANNEL, answer.thread_ts ?? '').at(-1);
      expect(chosen?.ts).not.toBe(answer.ts);
      expect(chosen?.text).toMatch(/loyalty\/points/);
    });

    it('says what it means and what to write where nothing is found', async () => {
      const [answer, ...more] = await answersTo(refused('no-such-role'));
      expect(more).toEqual([]);
      expect(answer?.text).toMatch(/check namespace\/serviceaccount/);
    });

    it('names nothing that may not be asked about there', async () => {
      const [answer] = await answersTo(refused('loyalty-points'), 'platform');
      expect(stage.slack.renderThread(answer ? [answer] : [])).not.toMatch(/loyalty\/(points|rewards)/);
      expect((await answersTo(refused('payments-api'), 'platform'))[0]?.text).toMatch(/payments\/api/);
    });
  });
}
