import { readErrorText } from './error-text.ts';
import { firstName, labelled } from './kubernetes-hints.ts';
import { isServiceAccountName } from './kubernetes-names.ts';

const cluster = labelled(
  'cluster|cluster[_-]name|eks[_-]cluster|k8s[._]cluster[._]name|kube_cluster(?:_name)?|kubernetes[._]cluster(?:[._]name)?',
);
const pod = labelled('pod|pod[_-]?name|k8s[._]pod[._]name|kubernetes[._]pod(?:[._]name)?|exported_pod');

/** Where a pasted text says that it comes from, besides its namespace: null where it does not say. Names are as labels have them. */
export function whereabouts(text: string): { readonly cluster: string | null; readonly pod: string | null } {
  const { lines } = readErrorText(text);
  return {
    cluster: firstName(lines, [cluster], (name) => name.length <= 100),
    // Pods and service accounts are named alike, by a DNS subdomain.
    pod: firstName(lines, [pod], isServiceAccountName),
  };
}
