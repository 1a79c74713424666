const label = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;
/** EKS cluster names, and beyond them what kubeconfig contexts and ARNs are made of. */
const clusterName = /^[0-9A-Za-z][0-9A-Za-z._:/@+-]{0,252}$/;

/** RFC 1123 label of at most 63 characters. Source: Kubernetes, "Object Names and IDs". */
export function isNamespaceName(text: string): boolean {
  return text.length <= 63 && label.test(text);
}

/** RFC 1123 subdomain of at most 253 characters, as for pods. */
export function isServiceAccountName(text: string): boolean {
  return text.length <= 253 && subdomain.test(text);
}

/** The name of an EKS cluster, its ARN, or a kubeconfig context; 253 characters at most. */
export function isClusterName(text: string): boolean {
  return clusterName.test(text);
}

export type NameKind = 'namespace' | 'service account' | 'pod' | 'cluster';

/** Why Kubernetes or EKS would not have a thing of that name, as the end of a sentence; null for a good name. */
export function nameProblem(kind: NameKind, name: string): string | null {
  if (kind === 'cluster') {
    return isClusterName(name)
      ? null
      : 'can have letters, digits and ._:/@+- only, 253 at most, and starts with a letter or a digit';
  }
  const limit = kind === 'namespace' ? 63 : 253;
  if (kind === 'namespace' ? isNamespaceName(name) : isServiceAccountName(name)) return null;
  if (name === '') return 'is missing';
  if (name.length > limit) return `has ${name.length} characters, and Kubernetes allows ${limit}`;
  if (/^[0-9A-Za-z.-]+$/.test(name) && /[A-Z]/.test(name)) {
    return 'has capital letters, and Kubernetes names are in lower case';
  }
  const allowed =
    kind === 'namespace' ? 'lower-case letters, digits and -' : 'lower-case letters, digits, - and .';
  return `is not a name that Kubernetes allows (${allowed}, with a letter or a digit at both ends)`;
}
