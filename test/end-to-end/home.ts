import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage, type StageOptions } from './stage.ts';

/** The app's home tab. */
export function describeHome(name: string, options: () => StageOptions): void {
  describe(`the home tab over ${name}`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage(options());
    });
    afterAll(async () => {
      await stage?.close();
    });

    async function homeOf(person: string, expected: RegExp): Promise<string> {
      stage.slack.user(person).openHome();
      return stage.slack.waitFor(() => {
        const view = stage.slack.homeOf(person);
        const shown = view === null ? '' : stage.slack.renderView(view);
        return expected.test(shown) ? shown : null;
      });
    }

    it('says how to ask and what the bot reaches, and greets who opens it for the first time', async () => {
      const shown = await homeOf('noor', /None yet/);
      expect(shown).toContain('/irsa check payments/api');
      expect(shown).toMatch(/What I reach/);
      const greetings = () => stage.slack.channelMessages(stage.slack.user('noor').id);
      await stage.slack.waitFor(() => greetings().length === 1);
      await homeOf('noor', /API server/);
      await stage.slack.settled();
      expect(greetings()).toHaveLength(1);
      expect(greetings()[0]?.text).toContain('/irsa check');
    });

    it('shows people their own questions and not those of others', async () => {
      const answered = stage.answered();
      stage.slack.user('avery').say('oncall', '@irsa check payments/api');
      await answered;
      const shown = await homeOf('avery', /payments\/api`? in #oncall/);
      expect(shown).not.toMatch(/None yet/);
      expect(await homeOf('noor', /API server/)).toMatch(/None yet/);
    });

    it('says of each cluster how it is', async () => {
      const shown = await homeOf('avery', /API server of prod-eu/);
      expect(shown).toMatch(/🟢 .*API server of `?prod-eu/);
    });
  });
}
