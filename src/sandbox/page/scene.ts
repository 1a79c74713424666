import type { Scenario } from '../scenarios/scenario.ts';
import type { SandboxUser } from '../slack/people/user.ts';
import type { SandboxSlack } from '../slack/start.ts';
import type { TrustPolicies } from './trust-policies.ts';

/** What stands behind the page: the Slack that it shows, the person who sits before it, and what there is to try. */
export interface Scene {
  readonly slack: SandboxSlack;
  readonly person: SandboxUser;
  readonly policies: TrustPolicies;
  readonly scenarios: readonly Scenario[];
  /** The app's message shortcut; null where it has none. */
  readonly shortcut: { readonly callbackId: string; readonly name: string } | null;
  /** Why the bot does not run any more; null while it does. */
  readonly trouble: () => string | null;
}
