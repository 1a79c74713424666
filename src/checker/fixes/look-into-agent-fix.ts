import { quoteForShell } from '../shell-quote.ts';
import type { Fix } from '../vocabulary/fix.ts';

/** Commands that show why the agent is not ready, of all its pods or on some nodes: of its pods there, or of the nodes where it has none. */
export function lookIntoAgentFix(
  name: string,
  nodes: readonly { readonly name: string; readonly hasPod: boolean }[] = [],
): Fix {
  const daemonSet = quoteForShell(name);
  const ofNodes = nodes.map((node) =>
    node.hasPod
      ? `kubectl describe pods -n kube-system -l ${quoteForShell(`app.kubernetes.io/name=${name}`)} --field-selector ${quoteForShell(`spec.nodeName=${node.name}`)}`
      : `kubectl describe node ${quoteForShell(node.name)}`,
  );
  return {
    kind: 'pod-identity-agent',
    title: 'Get the EKS Pod Identity agent ready',
    notes: [
      'Look at what they say, then mend that: this changes nothing yet.',
      'Where IPv6 is switched off on the nodes, start it for IPv4 alone: agent argument -b 169.254.170.23.',
    ],
    document: null,
    diff: null,
    commands: [
      `kubectl describe daemonset ${daemonSet} -n kube-system`,
      ...(ofNodes.length > 0 ? ofNodes : [`kubectl logs daemonset/${daemonSet} -n kube-system --tail=50`]),
    ].map((text) => ({ tool: 'kubectl', text })),
    proof: null,
  };
}
