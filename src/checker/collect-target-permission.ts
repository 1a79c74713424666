import { knownOrNull } from './known.ts';
import { targetPermissionInQuestion } from './pod-identity.ts';
import type { ClusterPorts } from './ports.ts';
import type { Read } from './read-within.ts';
import type { Situation } from './situation.ts';
import type { Piece, SimulatedAction } from './vocabulary/evidence.ts';

/**
 * Asks IAM whether the association's role may take the target role, once for each action that EKS calls. Null, and no call, where there is no
 * target or where its trust policy settles it.
 */
export async function collectTargetPermission(
  situation: Situation,
  ports: Pick<ClusterPorts, 'permissions'>,
  read: <T>(one: Read<T>) => Promise<Piece<T>>,
): Promise<readonly SimulatedAction[] | null> {
  const first = knownOrNull(situation.evidence.associationRole);
  const asked = targetPermissionInQuestion(situation);
  if (first === null || asked === null) return null;
  return Promise.all(
    asked.actions.map(async (action) => ({
      action,
      simulation: await read({
        api: 'iam:SimulatePrincipalPolicy',
        subject: `${action} by role ${first.name}`,
        ask: (signal) =>
          ports.permissions.simulate(
            asked.first.accountId,
            { roleArn: first.arn, action, resource: asked.targetArn },
            signal,
          ),
      }),
    })),
  );
}
