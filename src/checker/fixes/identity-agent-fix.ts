import { hclString } from '../hcl.ts';
import { shellOption } from '../shell-quote.ts';
import type { Situation } from '../situation.ts';
import type { Fix } from '../vocabulary/fix.ts';

/** Installs the EKS Pod Identity agent as the add-on that it is. */
export function identityAgentFix({ target }: Situation): Fix {
  const cluster = target.cluster ?? 'CLUSTER';
  const region = target.region === null ? '' : ` ${shellOption('--region', target.region)}`;
  return {
    kind: 'pod-identity-agent',
    title: 'Install the EKS Pod Identity agent',
    notes: [
      'It runs on every node and needs eks-auth:AssumeRoleForPodIdentity in the role of the nodes, which the managed policy AmazonEKSWorkerNodePolicy grants.',
    ],
    document: null,
    diff: null,
    commands: [
      {
        tool: 'aws',
        text: `aws eks create-addon ${shellOption('--cluster-name', cluster)} --addon-name eks-pod-identity-agent${region}`,
      },
      {
        tool: 'eksctl',
        text: `eksctl create addon ${shellOption('--cluster', cluster)} --name eks-pod-identity-agent${region}`,
      },
      {
        tool: 'terraform',
        text: `resource "aws_eks_addon" "pod_identity_agent" {\n  cluster_name = ${hclString(cluster)}\n  addon_name   = "eks-pod-identity-agent"\n}`,
      },
    ],
    proof: null,
  };
}
