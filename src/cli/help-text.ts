/** What stands under the options in `--help`: examples to copy, and what scripts need to know. `name` is what people type before the command. */
type HelpText = (name: string) => string;

const STATUS = `
Exit status:
  0  healthy, at risk, or done
  1  broken
  2  wrong usage or settings
  3  unknown: too little could be read
  4  the environment failed: no cluster, no network`;

export const PROGRAM_HELP: HelpText = (name) => `
Examples:
  ${name} check payments/api
  ${name} audit --namespace payments
  kubectl logs -n payments deploy/api | ${name} explain
  ${name} demo --once "/irsa check payments/api"
${STATUS}

Results go to standard output, everything else to standard error.
Settings: the environment, then irsa-doctor.yaml; without either, the kubeconfig and the AWS credentials of your shell.`;

export const CHECK_HELP: HelpText = (name) => `
Examples:
  ${name} check payments/api
  ${name} check payments/api --cluster prod-eu --pod api-7f9c-x2x7q
  ${name} check payments/api --prove
  ${name} check payments/api --cloudtrail
  ${name} check payments/api -o json | jq -r .summary
${STATUS}`;

export const AUDIT_HELP: HelpText = (name) => `
Examples:
  ${name} audit
  ${name} audit --namespace payments --cluster prod-eu
  ${name} audit --namespace payments --associations
  ${name} audit -o csv > audit.csv
  ${name} audit -o json | jq -r '.causes[] | "\\(.count) \\(.id)"'

It lists service accounts with a role annotation or a Pod Identity association, and those whose pods have an identity or whose
annotation stands under another key. How far it has come is said on standard error.
EKS tells the role of an association one at a time. Without --associations none is asked for, and what depends on it is unknown;
with it 500 at most.
The exit status is that of the worst service account, and 3 where others may be missing.
${STATUS}`;

export const EXPLAIN_HELP: HelpText = (name) => `
Examples:
  kubectl logs -n payments deploy/api | ${name} explain
  ${name} explain error.txt --parse-only
  ${name} explain --jsonl errors.jsonl

A diagnosis follows where the text names a namespace and a service account; it ends with the status of "check".
An explanation alone ends with 0.`;

export const TRUST_HELP = (name: string, verb: string): string => `
A case:
  { "trustPolicy": { "Version": "2012-10-17", "Statement": [ … ] },
    "accountId": "111122223333",
    "issuer": "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE",
    "sub": "system:serviceaccount:payments:api",
    "aud": "sts.amazonaws.com" }

Examples:
  ${name} trust ${verb} case.json
  ${name} trust ${verb} --jsonl cases.jsonl

${verb === 'eval' ? 'Exit status of a single case: 0 allowed, 1 denied or malformed, 3 undecided, 2 not a case.' : 'Exit status: 0 whether or not there is something to propose ("reason" says why not), 2 not a case.'}`;
