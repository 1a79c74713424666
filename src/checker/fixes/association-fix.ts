import { hclString } from '../hcl.ts';
import { knownOrNull } from '../known.ts';
import { podsInQuestion } from '../pods-in-question.ts';
import { shellOption } from '../shell-quote.ts';
import type { Situation } from '../situation.ts';
import type { DescribedAssociation } from '../vocabulary/evidence.ts';
import type { Fix, FixCommand } from '../vocabulary/fix.ts';
import { placeholderArn } from './annotation-fix.ts';
import { restartCommands } from './restart-pods-fix.ts';

/** Associates the service account with a role, a placeholder to replace where none is known. */
export function associationFix(
  situation: Situation,
  roleArn: string | null,
  notes: readonly string[] = [],
): Fix {
  const { target, evidence } = situation;
  const { namespace, serviceAccount } = target;
  const cluster = target.cluster ?? 'CLUSTER';
  const arn = roleArn ?? placeholderArn(situation);
  const region = target.region === null ? '' : ` ${shellOption('--region', target.region)}`;
  const create: readonly FixCommand[] = [
    {
      tool: 'aws',
      text: `aws eks create-pod-identity-association ${shellOption('--cluster-name', cluster)} ${shellOption('--namespace', namespace)} ${shellOption('--service-account', serviceAccount)} ${shellOption('--role-arn', arn)}${region}`,
    },
    {
      tool: 'eksctl',
      text: `eksctl create podidentityassociation ${shellOption('--cluster', cluster)} ${shellOption('--namespace', namespace)} ${shellOption('--service-account-name', serviceAccount)} ${shellOption('--role-arn', arn)}${region}`,
    },
    {
      tool: 'terraform',
      text: `resource "aws_eks_pod_identity_association" "this" {\n  cluster_name    = ${hclString(cluster)}\n  namespace       = ${hclString(namespace)}\n  service_account = ${hclString(serviceAccount)}\n  role_arn        = ${hclString(arn)}\n}`,
    },
  ];
  return {
    kind: 'pod-identity-association',
    title: `Associate ${namespace}/${serviceAccount} with ${roleArn === null ? 'a role' : `role ${nameIn(arn)}`}`,
    notes: [
      ...notes,
      ...(roleArn === null ? [`Put the ARN of the role in place of ${arn}.`] : []),
      'It takes some seconds to take effect; then create the pods anew, as only new pods get it.',
    ],
    document: null,
    diff: null,
    commands: [...create, ...restartCommands(podsInQuestion(knownOrNull(evidence.pods) ?? [], target))],
    proof: null,
  };
}

/** Changes the association that is there. `options` are those of the AWS command line, quoted already. */
export function associationUpdateFix(
  { target }: Situation,
  association: DescribedAssociation,
  change: { readonly title: string; readonly notes: readonly string[]; readonly options: string },
): Fix {
  const region = target.region === null ? '' : ` ${shellOption('--region', target.region)}`;
  return {
    kind: 'pod-identity-association',
    title: change.title,
    notes: change.notes,
    document: null,
    diff: null,
    commands: [
      {
        tool: 'aws',
        text: `aws eks update-pod-identity-association ${shellOption('--cluster-name', target.cluster ?? 'CLUSTER')} ${shellOption('--association-id', association.id)} ${change.options}${region}`,
      },
    ],
    proof: null,
  };
}

function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
