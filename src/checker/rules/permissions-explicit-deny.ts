import { knownOrNull } from '../known.ts';
import { matchedStatements } from '../permissions/decoded-words.ts';
import { nameOfStatement } from '../permissions/weigh-policies.ts';
import { callText, permissionRule, UNSEEN } from './permission-rule.ts';

export const permissionsExplicitDeny = permissionRule({
  id: 'permissions.explicit-deny',
  title: 'A Deny statement refuses the call',
  holds: 'No Deny statement refuses the call',
  by: 'explicit-deny',
  explain({ call, read, weighed }, situation) {
    const deny = weighed?.deny ?? null;
    const matched = knownOrNull(read.simulation)?.matched ?? [];
    const where = deny === null ? `policy ${matched.join(', ')}` : nameOfStatement(deny.statement);
    const isFound = deny !== null || matched.length > 0;
    const told = matchedStatements(situation);
    return {
      expected: `${callText(call)} not denied`,
      actual: isFound
        ? `${where} denies it`
        : `denied${told.length === 0 ? '' : ` in statement ${told.join(', ')}`}, by the error`,
      explanation: isFound
        ? `No Allow outweighs a Deny. Somebody put it there on purpose, so ask them, and narrow that statement rather than taking it away${deny?.isCertain === false ? '; it hangs on a condition or a variable that is not decided here' : ''}.`
        : `No Allow outweighs a Deny, and none of the policies that could be read has it: it may be in one that could not. ${UNSEEN}`,
    };
  },
});
