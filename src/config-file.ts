import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { conversationOf, conversationSchema, unknownClusters } from './config-conversation.ts';
import { sharedVariables, type WorkspaceVariables, workspacesOf } from './config-workspaces.ts';
import { type ConversationSettings, NO_CONVERSATION_SETTINGS } from './slack/conversation-settings.ts';
import type { SourceSettings } from './sources/settings.ts';
import { name, settings } from './strict-settings.ts';

/** What `irsa-doctor.yaml` says. */
export interface FileSettings {
  readonly sources: Pick<SourceSettings, 'clusters' | 'accounts'>;
  readonly conversation: ConversationSettings;
  readonly workspaces: WorkspaceVariables;
  /** Whether AWS itself tries each role that is asked about in Slack. */
  readonly prove: boolean;
  /** Whether CloudTrail is asked what STS has seen of what is asked about in Slack. */
  readonly cloudtrail: boolean;
  /** Whether STS decodes the messages that errors in Slack hold. */
  readonly decode: boolean;
  /** Whether audits in Slack read the roles of Pod Identity associations, by a call for each. */
  readonly associations: boolean;
}

const DEFAULT_FILE = 'irsa-doctor.yaml';
const EMPTY: FileSettings = {
  sources: { clusters: [], accounts: {} },
  conversation: NO_CONVERSATION_SETTINGS,
  workspaces: new Map(),
  prove: false,
  cloudtrail: false,
  decode: false,
  associations: false,
};

const roleArn = z
  .string('write the ARN of a role, arn:aws:iam::111122223333:role/irsa-doctor-read')
  .regex(
    /^arn:aws[a-z0-9-]*:iam::\d{12}:role\/[\w/.@+=,-]+$/,
    'write the ARN of a role, arn:aws:iam::111122223333:role/irsa-doctor-read',
  );

const eksSchema = settings('write { name: NAME, region: REGION }', {
  name: name('write the name that EKS knows the cluster by'),
  region: name('write the region of the cluster, such as eu-west-1'),
});

const clusterSchema = settings('write a name, and under it eks or kubernetes', {
  name: name('write the name that people type'),
  eks: eksSchema.optional(),
  kubernetes: z
    .union(
      [
        z.strictObject({ auth: z.enum(['eks', 'in-cluster'], 'write eks or in-cluster') }),
        z.strictObject({ context: z.string().min(1) }),
      ],
      'write { auth: eks }, { auth: in-cluster } or { context: NAME }',
    )
    .optional(),
  assumeRole: roleArn.optional(),
});

const accountId = z
  .string()
  .regex(/^\d{12}$/, 'write the account id as twelve digits in quotes, "444455556666"');
const accountSchema = settings('write { assumeRole: ARN }', { assumeRole: roleArn });

/** An empty section, as when everything in it is commented out, is as good as none. */
const fileSchema = settings(
  'write clusters, accounts, slack, prove, cloudtrail, decode and associations, each with a colon after it',
  {
    clusters: z.array(clusterSchema, 'write a list, each cluster after a dash').nullish(),
    accounts: z
      .record(accountId, accountSchema, 'write account ids, each with { assumeRole: ARN }')
      .nullish(),
    slack: conversationSchema,
    prove: z.boolean('write true or false').nullish(),
    cloudtrail: z.boolean('write true or false').nullish(),
    decode: z.boolean('write true or false').nullish(),
    associations: z.boolean('write true or false').nullish(),
  },
);

/**
 * Reads the file that is named, or `irsa-doctor.yaml` where there is one. Every problem becomes a sentence in `problems`.
 * @param read gives null for a file that does not exist, and throws for one that cannot be read
 */
export function loadConfigFile(
  named: string | null,
  read: (path: string) => string | null,
  problems: string[],
): FileSettings {
  const path = named ?? DEFAULT_FILE;
  let text: string | null;
  try {
    text = read(path);
  } catch (error) {
    problems.push(
      `${path} cannot be read (${messageOf(error)}): make it readable, or name another in IRSA_DOCTOR_CONFIG.`,
    );
    return EMPTY;
  }
  if (text === null) {
    if (named !== null)
      problems.push(`IRSA_DOCTOR_CONFIG names ${named}, which does not exist: write the path of the file.`);
    return EMPTY;
  }
  return parseConfigFile(text, path, problems);
}

function parseConfigFile(text: string, path: string, problems: string[]): FileSettings {
  let document: unknown;
  try {
    // Without the level, the parser warns of odd tags through the process itself.
    document = parseYaml(text, { logLevel: 'error' }) ?? {};
  } catch (error) {
    problems.push(`${path} is not valid YAML: ${firstLine(messageOf(error))}.`);
    return EMPTY;
  }
  const parsed = fileSchema.safeParse(document);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      // Of a record's key, zod tells the reason one level down.
      const { message } = issue.code === 'invalid_key' ? (issue.issues[0] ?? issue) : issue;
      problems.push(`${path}: ${placeOf(issue.path) || 'the file'}: ${message}.`);
    }
    return EMPTY;
  }
  const clusters = parsed.data.clusters ?? [];
  const names = clusters.map((cluster) => cluster.name);
  for (const name of new Set(names.filter((name, index) => names.indexOf(name) !== index))) {
    problems.push(`${path}: clusters: the name ${name} is there twice: give each cluster a name of its own.`);
  }
  const conversation = conversationOf(parsed.data.slack);
  problems.push(...unknownClusters(conversation, names).map((problem) => `${path}: ${problem}`));
  const workspaces = workspacesOf(parsed.data.slack?.workspaces);
  problems.push(...sharedVariables(workspaces).map((problem) => `${path}: ${problem}`));
  return {
    sources: {
      clusters: clusters.map((cluster) => ({
        name: cluster.name,
        eks: cluster.eks ?? null,
        kubernetes: cluster.kubernetes ?? null,
        assumeRole: cluster.assumeRole ?? null,
      })),
      accounts: parsed.data.accounts ?? {},
    },
    conversation,
    workspaces,
    prove: parsed.data.prove ?? false,
    cloudtrail: parsed.data.cloudtrail ?? false,
    decode: parsed.data.decode ?? false,
    associations: parsed.data.associations ?? false,
  };
}

/** Null for a file that does not exist. @throws whatever else keeps it from being read */
export function readTextFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** `clusters[0].name`, counted from 0 as most tools do. */
function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      return index === 0 ? String(part) : `.${String(part)}`;
    })
    .join('');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? text).replace(/[:.\s]+$/, '');
}
