import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/slack/access/judge.ts';
import type { AccessRule } from '../../../src/slack/conversation-settings.ts';

const open: AccessRule = {
  workspaces: null,
  channels: null,
  users: null,
  groups: null,
  clusters: null,
  namespaces: null,
};
const asker = { teamId: 'T0SANDBOX', enterpriseId: null, channel: 'C0ONCALL', user: 'U0AVERY' };
const payments = { cluster: 'prod', namespace: 'payments' };
const nobody = async () => false;

const rule = (part: Partial<AccessRule>): AccessRule => ({ ...open, ...part });

describe('who may ask what', () => {
  it.each<[string, readonly AccessRule[] | null, 'granted' | 'asker' | 'subject']>([
    ['no rules', null, 'granted'],
    ['an empty list of rules', [], 'asker'],
    ['a rule that limits nothing', [open], 'granted'],
    ['the channel', [rule({ channels: ['C0ONCALL'] })], 'granted'],
    ['another channel', [rule({ channels: ['C0OTHER'] })], 'asker'],
    ['another workspace', [rule({ workspaces: ['T0OTHER', 'E0OTHER'] })], 'asker'],
    ['this workspace', [rule({ workspaces: ['T0OTHER', 'T0SANDBOX'] })], 'granted'],
    ['direct messages only', [rule({ channels: ['direct-messages'] })], 'asker'],
    ['the user', [rule({ users: ['U0AVERY'] })], 'granted'],
    ['another user', [rule({ users: ['U0NOOR'] })], 'asker'],
    ['the user in another channel', [rule({ users: ['U0AVERY'], channels: ['C0OTHER'] })], 'asker'],
    ['the cluster', [rule({ clusters: ['prod'] })], 'granted'],
    ['another cluster', [rule({ clusters: ['staging'] })], 'subject'],
    ['the namespace', [rule({ namespaces: ['payments'] })], 'granted'],
    ['the beginning of a namespace', [rule({ namespaces: ['pay*'] })], 'granted'],
    ['both ends of a namespace', [rule({ namespaces: ['p*m*ts'] })], 'granted'],
    ['ends that overlap', [rule({ namespaces: ['paymen*ments'] })], 'subject'],
    ['a namespace that only begins like it', [rule({ namespaces: ['pay'] })], 'subject'],
    [
      'cluster and namespace in two rules',
      [rule({ clusters: ['prod'], namespaces: ['web'] }), rule({ clusters: ['staging'] })],
      'subject',
    ],
    ['a second rule', [rule({ clusters: ['staging'] }), rule({ namespaces: ['payments'] })], 'granted'],
  ])('decides by %s', async (_what, access, expected) => {
    const permission = await judge(access, asker, payments, nobody);
    expect(permission.isGranted ? 'granted' : permission.why).toBe(expected);
  });

  it('counts conversations with the bot as direct messages', async () => {
    const access = [rule({ channels: ['direct-messages'] })];
    const permission = await judge(access, { ...asker, channel: 'D0AVERY' }, payments, nobody);
    expect(permission).toEqual({ isGranted: true });
  });

  it.each([
    [true, { isGranted: true }],
    [false, { isGranted: false, why: 'asker' }],
    [null, { isGranted: false, why: 'groups-unreadable' }],
  ])('takes a member of a group, and nobody where Slack does not say: %s', async (isMember, expected) => {
    const access = [rule({ groups: ['S0SRE'], users: ['U0NOOR'] })];
    expect(await judge(access, asker, payments, async () => isMember)).toEqual(expected);
  });

  it('asks for no group where the rest of the rules is enough', async () => {
    const access = [rule({ users: ['U0AVERY'], groups: ['S0SRE'] })];
    const permission = await judge(access, asker, payments, () => Promise.reject(new Error('asked')));
    expect(permission).toEqual({ isGranted: true });
  });

  it('grants nothing about a cluster that nobody knows to a rule that names clusters', async () => {
    const subject = { cluster: null, namespace: 'payments' };
    expect(await judge([rule({ clusters: ['prod'] })], asker, subject, nobody)).toMatchObject({
      why: 'cluster-unnamed',
    });
  });

  it('grants all namespaces only to a rule that names none', async () => {
    const subject = { cluster: 'prod', namespace: null };
    expect(await judge([rule({ namespaces: ['*'] })], asker, subject, nobody)).toMatchObject({
      why: 'subject',
    });
    expect(await judge([open], asker, subject, nobody)).toEqual({ isGranted: true });
  });

  it('lets everybody ask what nothing is read for', async () => {
    expect(await judge([], asker, null, nobody)).toEqual({ isGranted: true });
  });
});
