import { z } from 'zod';

export const WORKSPACE_ID = /^[TE][A-Z0-9]{5,20}$/;
export const WORKSPACE = 'write the id of a workspace, T0123456789, or of an organisation, E0123456789';
const VARIABLE =
  'write the NAME of the environment variable that holds the bot token, such as SLACK_BOT_TOKEN_ACME; the token itself stands in no file';

/** `slack.workspaces` of `irsa-doctor.yaml`: for each id of a workspace or organisation, the variable that holds its token. */
export const workspacesSchema = z
  .record(
    z.string().regex(WORKSPACE_ID, WORKSPACE),
    z.string(VARIABLE).regex(/^[A-Z_][A-Z0-9_]*$/, VARIABLE),
    'write ids of workspaces, each with the name of an environment variable',
  )
  .nullish();

/** By id of a workspace or organisation, the name of an environment variable. */
export type WorkspaceVariables = ReadonlyMap<string, string>;

export function workspacesOf(section: z.infer<typeof workspacesSchema>): WorkspaceVariables {
  return new Map(Object.entries(section ?? {}));
}

/** Variables that stand for more than one workspace: each has a token of its own, and an organisation has one id. */
export function sharedVariables(workspaces: WorkspaceVariables): readonly string[] {
  const variables = [...workspaces.values()];
  return [...new Set(variables.filter((one, index) => variables.indexOf(one) !== index))].map(
    (variable) =>
      `slack.workspaces: ${variable} is there twice: each workspace has a token of its own, and an organisation that the app is installed for is named once, by its own id (E…).`,
  );
}
