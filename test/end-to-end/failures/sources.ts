import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../src/sandbox/world/fault.ts';
import type { AccessKey } from '../../../src/sandbox/world/world.ts';
import type { Stage, StageOptions } from '../stage.ts';
import { askInEveryWay, openEveryWay, type Trouble } from './every-way.ts';
import { type Heard, referenceIn } from './hearing.ts';
import { type Way, waysToAsk } from './ways-to-ask.ts';

interface SourceTrouble extends Trouble {
  /** What everybody who asks is told of it. */
  readonly says: RegExp;
}

const calls = (name: string, api: string, kind: FaultKind, says: RegExp): SourceTrouble => ({
  name,
  fail: ({ world }) => void world.faults.push({ api, kind }),
  mend: ({ world }) => void world.faults.splice(0),
  says,
});

function unknownCredentials(): SourceTrouble {
  const keys: [string, AccessKey][] = [];
  return {
    name: 'AWS does not know the credentials',
    fail: ({ world }) => {
      keys.push(...world.accessKeys);
      world.accessKeys.clear();
    },
    mend: ({ world }) => {
      for (const [id, key] of keys.splice(0)) world.accessKeys.set(id, key);
    },
    says: /could not be read: .*(Unauthorized|security token included in the request is invalid)/,
  };
}

const prompt: readonly SourceTrouble[] = [
  calls(
    'IAM refuses',
    'iam:*',
    'denied',
    /could not be read: User: .* is not authorized to perform.*grant `?iam:/s,
  ),
  calls('IAM is down', 'iam:*', 'unavailable', /could not be read: AWS answered HTTP 503/),
  calls('IAM throttles', 'iam:*', 'throttled', /could not be read: AWS throttles the bot/),
  calls(
    'the cluster refuses',
    'kubernetes:*',
    'denied',
    /could not be read: .*is forbidden.*grant `?(get|list) /s,
  ),
  calls('the API server is down', 'kubernetes:*', 'unavailable', /could not be read: it answered HTTP 503/),
  calls(
    'a proxy answers in place of the API server',
    'kubernetes:*',
    'garbage',
    /could not be read: it answered HTML/,
  ),
  unknownCredentials(),
];
/** These take as long as the bot waits. */
const silent: readonly SourceTrouble[] = [
  calls('IAM does not answer', 'iam:*', 'hang', /could not be read: .*no answer/),
  calls('the API server does not answer', 'kubernetes:*', 'hang', /could not be read: .*no answer/),
];
/** After this nothing works any more. */
const last: readonly SourceTrouble[] = [
  {
    name: 'neither AWS nor the API server takes a connection',
    fail: (stage) => stage.cloud.close(),
    mend: () => {},
    says: /could not be read: the connection was refused/,
  },
];

/** What AWS and Kubernetes do to a bot is told to everybody who asks, once, with a reference that the logs hold. */
export function describeSourceFailures(
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

    const troubles = [...prompt, ...(isPatient ? silent : []), ...last];
    describe.each(troubles)('while $name', (trouble) => {
      let heard: ReadonlyMap<Way, Heard>;
      beforeAll(async () => {
        heard = await askInEveryWay(stage, trouble);
      }, 90_000);

      it.each(waysToAsk)('tells $name of it once, with a reference that the logs hold', (way) => {
        const tellings = heard.get(way)?.tellings ?? [];
        expect(tellings).toHaveLength(1);
        const [telling = ''] = tellings;
        expect(telling).toMatch(trouble.says);
        const answered = stage.events.filter(({ event }) => event === 'answered');
        expect(answered.map(({ reference }) => reference)).toContain(referenceIn(telling));
      });
    });
  });
}
