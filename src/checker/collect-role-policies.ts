import { knownOrNull } from './known.ts';
import type { PermissionsPort } from './ports.ts';
import type { Read } from './read-within.ts';
import type { PermissionsPolicy, RolePolicies } from './vocabulary/denied-call.ts';
import type { Piece } from './vocabulary/evidence.ts';

export type ReadOne = <T>(one: Read<T>) => Promise<Piece<T>>;

/** A role with more policies is not read to the end: the simulation decides, the documents only say where. */
const MOST_OF_EACH_KIND = 10;

/** Reads the policies of a role, attached and inline, each with its document. What cannot be read is named in `unread`. */
export async function collectRolePolicies(
  port: PermissionsPort,
  accountId: string,
  roleName: string,
  read: ReadOne,
): Promise<Piece<RolePolicies>> {
  const whose = `role ${roleName} in account ${accountId}`;
  const [attached, inline] = await Promise.all([
    read({
      api: 'iam:ListAttachedRolePolicies',
      subject: `policies attached to ${whose}`,
      ask: (signal) => port.listAttachedPolicies(accountId, roleName, signal),
    }),
    read({
      api: 'iam:ListRolePolicies',
      subject: `inline policies of ${whose}`,
      ask: (signal) => port.listInlinePolicies(accountId, roleName, signal),
    }),
  ]);
  if (attached.state !== 'known') return attached;
  if (inline.state !== 'known') return inline;
  const { arns } = attached.value;
  const { names } = inline.value;
  const documents = await Promise.all([
    ...arns
      .slice(0, MOST_OF_EACH_KIND)
      .map((arn) => readManagedPolicy(port, accountId, arn, read).then((piece) => ({ name: arn, piece }))),
    ...names
      .slice(0, MOST_OF_EACH_KIND)
      .map((name) => readInline(port, accountId, roleName, name, read).then((piece) => ({ name, piece }))),
  ]);
  const unread = [
    ...documents.filter(({ piece }) => piece.state !== 'known').map(({ name }) => name),
    ...arns.slice(MOST_OF_EACH_KIND),
    ...names.slice(MOST_OF_EACH_KIND),
    ...(attached.value.isWhole && inline.value.isWhole ? [] : ['policies beyond the first hundred']),
  ];
  const policies = documents.flatMap(({ piece }) => knownOrNull(piece) ?? []);
  return {
    state: 'known',
    source: attached.source,
    subject: `policies of ${whose}`,
    value: { policies, unread },
  };
}

/** Reads the version of a managed policy that counts. */
export async function readManagedPolicy(
  port: PermissionsPort,
  accountId: string,
  arn: string,
  read: ReadOne,
): Promise<Piece<PermissionsPolicy>> {
  const subject = `policy ${arn}`;
  const version = await read({
    api: 'iam:GetPolicy',
    subject,
    ask: (signal) => port.getDefaultVersion(accountId, arn, signal),
  });
  if (version.state !== 'known') return version;
  const document = await read({
    api: 'iam:GetPolicyVersion',
    subject,
    ask: (signal) => port.getPolicyVersion(accountId, arn, version.value, signal),
  });
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return document.state === 'known'
    ? { ...document, value: { name, arn, document: document.value } }
    : document;
}

async function readInline(
  port: PermissionsPort,
  accountId: string,
  roleName: string,
  name: string,
  read: ReadOne,
): Promise<Piece<PermissionsPolicy>> {
  const document = await read({
    api: 'iam:GetRolePolicy',
    subject: `inline policy ${name} of role ${roleName}`,
    ask: (signal) => port.getInlinePolicy(accountId, roleName, name, signal),
  });
  return document.state === 'known'
    ? { ...document, value: { name, arn: null, document: document.value } }
    : document;
}
