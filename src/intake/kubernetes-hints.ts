import { isNamespaceName, isServiceAccountName } from './kubernetes-names.ts';

/** Where the failing workload runs, as far as the text says. */
export interface KubernetesHints {
  readonly namespace: string | null;
  readonly serviceAccount: string | null;
  /** Left out where the text does not say. */
  readonly container?: string;
}

const subject = /system:serviceaccount:([a-z0-9-]{1,63}):([a-z0-9.-]{1,253})/g;
const pair = /(?<![\w/.-])(?:service ?account|sa)s?[ :=/"']{1,3}([a-z0-9-]{1,63})\/([a-z0-9.-]{1,253})/gi;

/** `key=value`, `"key":"value"`, `*Key:*` and the value on the next line. Values are checked as names afterwards. */
export const labelled = (keys: string) =>
  new RegExp(
    String.raw`(?<![\w./-])(?:${keys})["'*]{0,3}\s?[=:]["'*]{0,3}\s?["'*]{0,3}([a-z0-9][a-z0-9.-]{0,252})(?![\w/:-])`,
    'gi',
  );
/** Labels that log collectors and metrics put on a line: always the workload's own. */
const collectorNamespace = labelled(
  'kubernetes[._]namespace(?:_name)?|k8s[._]namespace(?:[._]name)?|kube_namespace|namespace_name|exported_namespace|pod_namespace',
);
const plainNamespace = labelled('namespace|ns');
const serviceAccount = labelled(
  String.raw`service[ _-]?account(?:[ _-]?name)?|k8s\.serviceaccount\.name|kube_service_account`,
);
/** Told by the namespace that follows: without it, "service account" is followed by any word. */
const spokenServiceAccount =
  /\bservice ?account ["']?([a-z0-9][a-z0-9.-]{0,252})["']? (?:\(namespace\b|in (?:the )?namespace\b)/gi;
const manifestServiceAccount =
  /\bkind: ?ServiceAccount\s(?:metadata:\s)?name: ?["']?([a-z0-9][a-z0-9.-]{0,252})/g;
const serviceAccountPatterns = [serviceAccount, spokenServiceAccount, manifestServiceAccount];
const containerName = labelled(
  'container(?:_name)?|kubernetes[._]container(?:[._]name)?|k8s[._]container[._]name',
);
const spokenNamespace = /\bin (?:the )?namespace:? ["']?([a-z0-9][a-z0-9-]{0,62})(?![\w/])/gi;
const kubectlNamespace = /\bkubectl [^\n]{0,200}?(?:-n|--namespace)[ =]([a-z0-9][a-z0-9-]{0,62})(?![\w/])/gi;

/** A controller's log names the namespace of the object it works on, not the one it runs in. */
const controllerLog =
  /reconcil|["']?controller(?:kind|group)?["']?\s?[=:]|["']?logger["']?\s?[=:]\s?["']?controller/i;
const workload = /(?<![\w./-])["'*]{0,3}(?:pod|pod_name|podname|container|container_name)["'*]{0,3}\s?[=:]/i;
const nobody = ['null', 'none', 'undefined', 'unknown', 'true', 'false', 'all'];

/** Reads namespace and service account out of subjects, log labels, JSON fields and command lines. `lines` has single white space. */
export function kubernetesHints(lines: string): KubernetesHints {
  for (const pattern of [subject, pair]) {
    for (const [, namespace = '', name = ''] of lines.matchAll(pattern)) {
      const account = name.replace(/[.-]+$/, '');
      if (isNamespaceName(namespace) && isServiceAccountName(account))
        return { namespace, serviceAccount: account, ...containerHint(lines) };
    }
  }
  const isPlainTrusted = !controllerLog.test(lines) || workload.test(lines);
  const namespacePatterns = [
    collectorNamespace,
    ...(isPlainTrusted ? [plainNamespace, spokenNamespace] : []),
    kubectlNamespace,
  ];
  return {
    namespace: firstName(lines, namespacePatterns, isNamespaceName),
    serviceAccount: firstName(lines, serviceAccountPatterns, isServiceAccountName),
    ...containerHint(lines),
  };
}

/** Containers are named as namespaces are: by an RFC 1123 label. */
function containerHint(lines: string): { readonly container?: string } {
  const container = firstName(lines, [containerName], isNamespaceName);
  return container === null ? {} : { container };
}

/** The first that one of the patterns captures and that is a name. */
export function firstName(
  lines: string,
  patterns: readonly RegExp[],
  isName: (text: string) => boolean,
): string | null {
  for (const pattern of patterns) {
    for (const [, found = ''] of lines.matchAll(pattern)) {
      const name = found.replace(/[.-]+$/, '');
      if (isName(name) && !nobody.includes(name)) return name;
    }
  }
  return null;
}
