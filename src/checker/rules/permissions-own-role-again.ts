import { permissionRule } from './permission-rule.ts';

export const permissionsOwnRoleAgain = permissionRule({
  id: 'permissions.own-role-again',
  title: 'The application assumes the role that it has already',
  holds: 'The application does not assume its own role again',
  by: 'own-role-again',
  explain: ({ call }) => ({
    expected: `${call.roleName} used as it is`,
    actual: `sts:AssumeRole on ${call.resource}`,
    explanation: `Getting the role works: a session of role ${call.roleName} was refused that same role once more, since a role does not trust itself. Take the role out of the application's own settings, a role ARN of an issuer, a secret store, a log output or a connection; the service account's annotation is enough.`,
  }),
});
