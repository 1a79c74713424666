import { shellOption } from '../shell-quote.ts';
import type { Cluster } from '../vocabulary/evidence.ts';
import type { Fix } from '../vocabulary/fix.ts';

/** Updates the cluster to the next Kubernetes version; null where its own is not in the form of one. */
export function clusterVersionFix({ name, region, version }: Cluster): Fix | null {
  const [, major, minor] = /^(\d+)\.(\d+)$/.exec(version ?? '') ?? [];
  if (major === undefined || minor === undefined) return null;
  const next = `${major}.${Number(minor) + 1}`;
  return {
    kind: 'cluster-version',
    title: `Update cluster ${name} to Kubernetes ${next}`,
    notes: [
      'It concerns everybody who uses the cluster and cannot be taken back: plan it with them. Nodes follow afterwards.',
      'Web identity (IRSA) works meanwhile: annotate the service account with a role that trusts it.',
    ],
    document: null,
    diff: null,
    commands: [
      {
        tool: 'aws',
        text: `aws eks update-cluster-version ${shellOption('--name', name)} --kubernetes-version ${next} ${shellOption('--region', region)}`,
      },
      {
        tool: 'eksctl',
        text: `eksctl upgrade cluster ${shellOption('--name', name)} ${shellOption('--region', region)} --version ${next} --approve`,
      },
    ],
    proof: null,
  };
}
