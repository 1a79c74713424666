import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/sandbox/slack/faults.ts';
import type { ChannelMessage } from '../../../src/sandbox/slack/state/messages.ts';
import type { Stage, StageOptions } from '../stage.ts';
import { askInEveryWay, openEveryWay, type Trouble } from './every-way.ts';
import { type Heard, listenAt, referenceIn } from './hearing.ts';
import { type Way, waysToAsk } from './ways-to-ask.ts';

/** After so many that fail a question is given up. */
const ATTEMPTS = 5;
/** So many calls go wrong that every way to ask meets some. */
const CALLS = 12;

const trouble = (method: string, kind: Fault['kind'], times = CALLS): Trouble => ({
  name: `${method} meets ${kind}`,
  fail: ({ slack }) => slack.addFault({ method, kind, times }),
  mend: ({ slack }) => slack.clearFaults(),
});

const passing: readonly Trouble[] = [
  trouble('chat.postMessage', '429'),
  trouble('chat.postMessage', '500'),
  trouble('chat.postMessage', 'reset'),
  trouble('chat.postMessage', 'reset-after-accept'),
  trouble('chat.postMessage', 'error:invalid_auth'),
  trouble('chat.update', '429'),
  trouble('chat.update', '500'),
  trouble('chat.update', 'reset-after-accept'),
];
/** These take as long as the bot waits. */
const silent: readonly Trouble[] = [trouble('chat.postMessage', 'hang'), trouble('chat.update', 'hang')];

const named = (...names: readonly string[]) => waysToAsk.filter(({ name }) => names.includes(name));
const withAddress = named(
  'a command',
  'the short command',
  'the message shortcut',
  'the button Check again',
  'the button of a candidate',
  'an audit',
);
const inThreads = named('a command', 'a mention');

/** Whatever Slack does to the bot's calls, everybody who asks is answered once. */
export function describeSlackFailures(
  name: string,
  options: () => StageOptions,
  { isPatient }: { readonly isPatient: boolean },
): void {
  describe(`every way to ask over ${name}`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openEveryWay(options());
    });
    afterAll(() => stage?.close());
    afterEach(() => stage.slack.clearFaults());

    const referencesOf = (wanted: string) =>
      stage.events.filter(({ event }) => event === wanted).map(({ reference }) => reference);

    describe.each([...passing, ...(isPatient ? silent : [])])('while $name', (one) => {
      let heard: ReadonlyMap<Way, Heard>;
      beforeAll(async () => {
        heard = await askInEveryWay(stage, one);
      }, 90_000);

      it.each(waysToAsk)('answers $name once', (way) => {
        const tellings = heard.get(way)?.tellings ?? [];
        expect(tellings).toHaveLength(1);
        expect(tellings[0]).toMatch(/payments\/api|loyalty\/points|namespace payments/);
        expect(referencesOf('answered')).toContain(referenceIn(tellings[0] ?? ''));
      });
    });

    it('answers the person alone, and says how to invite it, where it is no member any more', async () => {
      const outside = trouble('chat.postMessage', 'error:not_in_channel', 100);
      const heard = await askInEveryWay(stage, outside, withAddress);
      for (const way of withAddress) {
        const tellings = heard.get(way)?.tellings ?? [];
        expect(tellings, way.name).toHaveLength(1);
        expect(tellings[0], way.name).toContain('/invite');
        expect(referencesOf('answered'), way.name).toContain(referenceIn(tellings[0] ?? ''));
      }
    }, 60_000);

    it('says what to do instead where Slack does not show the thread that it was called into', async () => {
      const [way, ...others] = named('a mention in a thread');
      if (way === undefined || others.length > 0) throw new Error('there is no such way');
      const heard = await askInEveryWay(stage, trouble('conversations.replies', '500', 1), [way]);
      const [telling = '', ...more] = heard.get(way)?.tellings ?? [];
      expect(more).toEqual([]);
      expect(telling).toMatch(/Slack did not show me this thread: paste the error after my name/);
      expect(referencesOf('thread-unreadable')).toContain(referenceIn(telling));
    });

    it.each(isPatient ? inThreads : inThreads.slice(0, 1))(
      'tells $name that there will be no answer where every attempt fails',
      async (way) => {
        // Whatever else would be asked meanwhile would take its share of them.
        const heard = await askInEveryWay(stage, trouble('chat.postMessage', 'error:msg_blocked', ATTEMPTS), [
          way,
        ]);
        const [telling = '', ...more] = heard.get(way)?.tellings ?? [];
        expect(more).toEqual([]);
        expect(telling).toMatch(/I tried several times.*Ask again in a few minutes/);
        expect(referencesOf('given-up')).toContain(referenceIn(telling));
      },
      60_000,
    );

    it('answers anew in place of a message that Slack lets nobody change any more', async () => {
      const closed = trouble('chat.update', 'error:edit_window_closed', 100);
      const heard = await askInEveryWay(stage, closed, inThreads);
      for (const way of inThreads) {
        const [telling = '', ...more] = heard.get(way)?.tellings ?? [];
        expect(more, way.name).toEqual([]);
        expect(telling, way.name).toContain('Broken');
        expect(referencesOf('answered'), way.name).toContain(referenceIn(telling));
      }
    }, 60_000);

    it('says that a service account to choose belongs to an answer that is too old', async () => {
      const [way] = named('the button of a candidate');
      const answer = await way?.prepare?.(stage);
      if (way === undefined || answer === undefined) throw new Error('no answer');
      const value = JSON.stringify({ job: 'long-gone', namespace: 'loyalty', serviceAccount: 'points' });
      const old: ChannelMessage = JSON.parse(JSON.stringify(answer), (key, was) =>
        key === 'value' ? value : was,
      );
      stage.slack.workspace.messages.replace(answer, old);
      const listen = listenAt(stage, way);
      await way.ask(stage, old);
      await stage.slack.waitFor(() => listen().tellings.length > 0);
      expect(listen().tellings).toEqual([expect.stringMatching(/too old/)]);
    });

    it('stays silent about a watched message in whose thread nothing can be written', async () => {
      const before = referencesOf('given-up').length;
      const refused = trouble('chat.postMessage', 'error:msg_blocked', 5);
      const heard = await askInEveryWay(
        stage,
        {
          ...refused,
          whenAsked: () =>
            stage.slack.waitFor(() => referencesOf('given-up').length > before, 40_000).then(() => {}),
        },
        named('a watched message'),
        { isSilent: true },
      );
      expect([...heard.values()].flatMap(({ tellings }) => tellings)).toEqual([]);
    }, 90_000);
  });
}
