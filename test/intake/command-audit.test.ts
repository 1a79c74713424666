import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/intake/command-grammar.ts';

describe('an audit', () => {
  it.each([
    ['audit', null, null],
    ['AUDIT', null, null],
    ['/irsa audit', null, null],
    ['audit payments', 'payments', null],
    ['audit `payments`', 'payments', null],
    ['audit payments prod-eu', 'payments', 'prod-eu'],
    ['audit --cluster prod-eu', null, 'prod-eu'],
    ['audit --cluster=prod-eu payments', 'payments', 'prod-eu'],
    ['audit -n payments', 'payments', null],
    ['audit --namespace payments prod-eu', 'payments', 'prod-eu'],
    [
      'audit payments arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu',
      'payments',
      'arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu',
    ],
  ])('%j is understood', (text, namespace, cluster) => {
    expect(parseCommand(text)).toEqual({ kind: 'audit', request: { namespace, cluster } });
  });

  it.each([
    ['audit a b c', '"c" is one word too many'],
    ['audit --cluster', '`--cluster` needs a name after it'],
    ['audit --cluster a --cluster b', '`--cluster` is given twice'],
    ['audit --namespace -n', '`--namespace` needs a name after it'],
    ['audit --region eu-west-1', '"--region" is not an option that I know'],
    ['audit Payments', 'has capital letters'],
    ['audit pay_ments', 'is not a name that Kubernetes allows'],
    ['audit payments/api', 'write `check payments/api`, or `audit payments`'],
    ['audti', 'but `audit` is: write `audit`, `audit NAMESPACE`'],
  ])('in %j is told in words', (text, expected) => {
    const command = parseCommand(text);
    expect(command.kind === 'invalid' && command.message).toContain(expected);
  });
});
