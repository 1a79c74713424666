import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Diagnosis } from '../src/checker/vocabulary/diagnosis.ts';
import { composeChecker, type OptIns } from '../src/compose-checker.ts';
import { withEncodedMessage } from '../src/intake/encoded-message.ts';
import { parseSymptom } from '../src/intake/symptom.ts';
import { MAIN_ACCOUNT } from '../src/sandbox/scenarios/base-world.ts';
import { SCENARIOS, seededWorld } from '../src/sandbox/scenarios/list.ts';
import { type EncodedRefusal, encodeRefusal } from '../src/sandbox/world/encoded-message.ts';
import { accountOf, type World } from '../src/sandbox/world/world.ts';
import { type SettledCloud, settleIn } from './settled-cloud.ts';

const SESSION = `arn:aws:sts::${MAIN_ACCOUNT}:assumed-role/fleet-scaler/1767225600`;
const TARGET = { cluster: 'prod-eu', namespace: 'fleet', serviceAccount: 'scaler', pod: null };

let world: World;
let settled: SettledCloud;

beforeAll(async () => {
  world = seededWorld();
  settled = await settleIn(world);
});

afterAll(async () => {
  await settled?.close();
});

async function diagnosisOf(text: string, optIns: OptIns = { decode: true }): Promise<Diagnosis> {
  const checker = composeChecker(settled.config, optIns);
  try {
    const symptom = withEncodedMessage(parseSymptom(text), text);
    const outcome = await checker.check(TARGET, symptom, AbortSignal.timeout(30_000));
    if (outcome.kind !== 'diagnosis') throw new Error(outcome.message);
    return outcome.diagnosis;
  } finally {
    await checker.close();
  }
}

const errorOf = (message: string): string =>
  `UnauthorizedOperation: You are not authorized to perform this operation. Encoded authorization failure message: ${message}`;

function encoded(changes: Partial<EncodedRefusal> = {}): string {
  const refusal = {
    principalArn: SESSION,
    action: 'ec2:StopInstances',
    resource: `arn:aws:ec2:eu-west-1:${MAIN_ACCOUNT}:instance/i-0abc`,
    ...changes,
  };
  return encodeRefusal(accountOf(world, MAIN_ACCOUNT), refusal);
}

const TOLD = SCENARIOS.find(({ id }) => id === 'encoded-reason')?.error ?? '';
const requestsSince = (from: number) => settled.cloud.requests.slice(from).map(({ action }) => action);
const byId = ({ findings }: Diagnosis, id: string) => findings.find((one) => one.id === id);

describe('an encoded authorization message', () => {
  it('is not decoded unless somebody opted for it; the answer says how to do it', async () => {
    const from = settled.cloud.requests.length;
    const diagnosis = await diagnosisOf(TOLD, {});
    expect(diagnosis.verdict).toBe('unknown');
    expect(byId(diagnosis, 'permissions.encoded-reason')?.explanation).toMatch(
      /aws sts decode-authorization-message --encoded-message MESSAGE.* sts:DecodeAuthorizationMessage/,
    );
    expect(requestsSince(from)).not.toContain('DecodeAuthorizationMessage');
  });

  it('becomes the refused call that it tells of, with the statement that is missing', async () => {
    const diagnosis = await diagnosisOf(TOLD);
    expect(diagnosis.cause).toBe('permissions.missing');
    const finding = byId(diagnosis, 'permissions.missing');
    expect(finding?.expected).toBe(
      `Allow ec2:RunInstances on arn:aws:ec2:eu-west-1:${MAIN_ACCOUNT}:instance/*`,
    );
    expect(finding?.explanation).toContain('ec2:InstanceType m7g.large');
    expect(byId(diagnosis, 'permissions.encoded-reason')).toBeUndefined();
    expect(diagnosis.calls.map(({ api }) => api)).toContain('sts:DecodeAuthorizationMessage');
  });

  it('tells an explicit deny by the statement that matched', async () => {
    const message = encoded({ explicitDeny: true, statements: ['KeepProduction'] });
    const diagnosis = await diagnosisOf(errorOf(message));
    expect(diagnosis.cause).toBe('permissions.explicit-deny');
    expect(byId(diagnosis, 'permissions.explicit-deny')?.actual).toContain('KeepProduction');
  });

  it('tells nothing of what is about another role, or a role of the same name elsewhere', async () => {
    for (const principalArn of [
      `arn:aws:sts::${MAIN_ACCOUNT}:assumed-role/somebody-else/session`,
      'arn:aws:sts::444455556666:assumed-role/fleet-scaler/session',
      `arn:aws:iam::${MAIN_ACCOUNT}:user/admin`,
    ]) {
      const message = encoded({
        principalArn,
        action: 'kms:Decrypt',
        resource: 'arn:aws:kms:x:1:key/secret-one',
      });
      const diagnosis = await diagnosisOf(errorOf(message));
      expect(diagnosis.verdict).toBe('unknown');
      expect(JSON.stringify(diagnosis)).not.toMatch(/kms:Decrypt|secret-one|somebody-else|user\/admin/);
      expect(byId(diagnosis, 'permissions.encoded-reason')?.explanation).toContain('about somebody else');
    }
  });

  it("says of the node's role that it was the node's role", async () => {
    const principalArn = `arn:aws:sts::${MAIN_ACCOUNT}:assumed-role/prod-eu-nodes/i-0123456789abcdef0`;
    const diagnosis = await diagnosisOf(
      errorOf(encoded({ principalArn, resource: 'arn:aws:ec2:::instance/hidden' })),
    );
    expect(diagnosis.cause).toBe('application.web-identity-unused');
    expect(byId(diagnosis, 'application.web-identity-unused')?.actual).toContain('i-0123456789abcdef0');
    expect(JSON.stringify(diagnosis)).not.toContain('hidden');
  });

  it('says why it could not be decoded', async () => {
    const cut = encoded({ action: 'ec2:RebootInstances' }).slice(0, 60);
    const diagnosis = await diagnosisOf(errorOf(cut));
    expect(byId(diagnosis, 'permissions.encoded-reason')?.explanation).toContain('paste all of it');
    world.faults.push({ api: 'sts:DecodeAuthorizationMessage', kind: 'denied' });
    try {
      const refused = await diagnosisOf(TOLD);
      expect(byId(refused, 'permissions.encoded-reason')?.explanation).toContain(
        'grant sts:DecodeAuthorizationMessage on *',
      );
    } finally {
      world.faults.pop();
    }
  });

  it('stands in no answer', async () => {
    const message = encoded({ action: 'ec2:TerminateInstances' });
    for (const optIns of [{}, { decode: true }]) {
      expect(JSON.stringify(await diagnosisOf(errorOf(message), optIns))).not.toContain(message.slice(0, 30));
    }
  });

  it('that somebody decoded by hand comes to the same when it is pasted', async () => {
    encoded({ action: 'ec2:CreateTags' });
    const decoded = [...accountOf(world, MAIN_ACCOUNT).encodedMessages.values()].at(-1) ?? '';
    for (const text of [decoded, JSON.stringify({ DecodedMessage: decoded }, null, 2)]) {
      const diagnosis = await diagnosisOf(text, {});
      expect(diagnosis.cause).toBe('permissions.missing');
      expect(byId(diagnosis, 'permissions.missing')?.expected).toContain('Allow ec2:CreateTags on arn:');
    }
  });
});
