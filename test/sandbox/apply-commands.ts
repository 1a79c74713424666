import type { FixCommand } from '../../src/checker/vocabulary/fix.ts';
import { addOidcProvider, addRole } from '../../src/sandbox/world/account.ts';
import type { Workload } from '../../src/sandbox/world/add-workload.ts';
import type { EksCluster } from '../../src/sandbox/world/cluster.ts';
import type { ContainerSpec, VolumeSpec } from '../../src/sandbox/world/kubernetes-objects.ts';
import { rollOut } from '../../src/sandbox/world/roll-out.ts';
import { newServiceAccount } from '../../src/sandbox/world/service-account.ts';
import { accountOf, type World } from '../../src/sandbox/world/world.ts';

type Template = NonNullable<Workload['pod']>;

/** Where commands are run: with which cluster and with which account's credentials. */
export interface Shell {
  readonly world: World;
  readonly cluster: EksCluster;
  readonly accountId: string;
}

/**
 * Does what the commands of a fix would do, as kubectl and the AWS CLI do it, to a world of the sandbox. Commands of other tools say the same
 * in other words and are left out. Throws for a command that nobody taught it.
 */
export function applyCommands(commands: readonly FixCommand[], shell: Shell): void {
  for (const { tool, text } of commands) {
    if (tool === 'kubectl') kubectl(wordsOf(text), shell);
    if (tool === 'aws') aws(wordsOf(text), shell);
  }
}

function kubectl(words: readonly string[], { cluster }: Shell): void {
  const { options, positional } = read(words.slice(1), ['--overwrite']);
  const namespace = options.get('-n') ?? 'default';
  const [verb, what = '', ...rest] = positional;
  const deployment = (name: string): string => name.replace(/^deployment\//, '');
  const key = `${verb} ${what.split('/')[0]}`;
  switch (key) {
    case 'annotate serviceaccount': {
      const [name = '', ...changes] = rest;
      for (const change of changes) annotate(cluster, namespace, name, change);
      return;
    }
    case 'create serviceaccount':
      cluster.serviceAccounts.push(newServiceAccount({ namespace, name: rest[0] ?? '' }));
      return;
    case 'rollout restart':
      rollOut(cluster, namespace, deployment(rest[0] ?? ''));
      return;
    case 'set env':
      rollOut(cluster, namespace, deployment(rest[0] ?? ''), (pod) =>
        setVariables(pod, deployment(rest[0] ?? ''), rest.slice(1), options.get('-c')),
      );
      return;
    case 'set serviceaccount':
      rollOut(cluster, namespace, deployment(rest[0] ?? ''), ({ serviceAccount: _old, ...pod }) => ({
        ...pod,
        serviceAccount: rest[1] ?? '',
      }));
      return;
    case 'patch deployment':
      rollOut(cluster, namespace, deployment(what), (pod) =>
        patched(pod, deployment(what), JSON.parse(options.get('-p') ?? '')),
      );
      return;
    case 'get deployment': {
      const [, from = '', to = ''] =
        /name: \\\)([\w-]+)\$\/\\1([\w-]+)\/$/.exec(rest.at(rest.indexOf('sed') + 1) ?? '') ?? [];
      rollOut(cluster, namespace, deployment(what), (pod) => renamed(pod, deployment(what), from, to));
      return;
    }
    case 'patch mutatingwebhookconfiguration':
      patchWebhook(cluster, rest[0] ?? '', JSON.parse(options.get('-p') ?? ''));
      return;
    default:
      throw new Error(`Nobody taught the test: ${words.join(' ')}`);
  }
}

function aws(words: readonly string[], { world, accountId }: Shell): void {
  const { options, positional } = read(words.slice(1), ['--set-as-default']);
  const account = accountOf(world, accountId);
  const option = (name: string): string => options.get(name) ?? '';
  switch (positional.join(' ')) {
    case 'iam create-open-id-connect-provider':
      addOidcProvider(account, option('--url'), [option('--client-id-list')]);
      return;
    case 'iam add-client-id-to-open-id-connect-provider':
      account.providers.get(option('--open-id-connect-provider-arn'))?.clientIds.push(option('--client-id'));
      return;
    case 'iam update-open-id-connect-provider-thumbprint':
      return;
    case 'iam create-role':
      addRole(account, {
        name: option('--role-name'),
        path: options.get('--path') ?? '/',
        trustPolicy: option('--assume-role-policy-document'),
      });
      return;
    case 'iam update-assume-role-policy': {
      const role = account.roles.get(option('--role-name').toLowerCase());
      if (role === undefined) throw new Error(`There is no role ${option('--role-name')} in ${accountId}.`);
      role.trustPolicy = option('--policy-document');
      return;
    }
    case 'iam put-role-policy': {
      const role = account.roles.get(option('--role-name').toLowerCase());
      if (role === undefined) throw new Error(`There is no role ${option('--role-name')} in ${accountId}.`);
      role.inlinePolicies.set(option('--policy-name'), option('--policy-document'));
      return;
    }
    case 'iam create-policy-version':
      account.policies.set(option('--policy-arn'), option('--policy-document'));
      return;
    default:
      throw new Error(`Nobody taught the test: ${words.join(' ')}`);
  }
}

/** The words of a command as a POSIX shell takes them apart, as far as quoting by single quotes and backslashes goes. */
function wordsOf(text: string): readonly string[] {
  const words = text.match(/(?:'[^']*'|\\.|[^\s'\\])+/g) ?? [];
  return words.map((word) =>
    word.replace(/'([^']*)'|\\(.)/g, (_, quoted?: string, escaped?: string) => quoted ?? escaped ?? ''),
  );
}

function read(
  words: readonly string[],
  flags: readonly string[],
): { readonly options: Map<string, string>; readonly positional: readonly string[] } {
  const options = new Map<string, string>();
  const positional: string[] = [];
  const queue = [...words];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    const [name = '', value] = /^--?[a-z-]+=/.test(word) ? word.split(/=(.*)/s) : [word];
    if (!word.startsWith('-')) positional.push(word);
    else if (value !== undefined) options.set(name, value);
    else options.set(name, flags.includes(name) ? '' : (queue.shift() ?? ''));
  }
  return { options, positional };
}

function annotate(cluster: EksCluster, namespace: string, name: string, change: string): void {
  const at = cluster.serviceAccounts.findIndex(
    ({ metadata }) => metadata.namespace === namespace && metadata.name === name,
  );
  const annotations: Record<string, string> = {
    ...cluster.serviceAccounts[at]?.metadata.annotations,
  };
  const [key = '', value] = change.split(/=(.*)/s);
  if (value === undefined) delete annotations[key.replace(/-$/, '')];
  else annotations[key] = value;
  const changed = newServiceAccount({ namespace, name, annotations, annotatedAt: '2026-05-01T08:00:00Z' });
  cluster.serviceAccounts.splice(at, 1, changed);
}

function setVariables(
  pod: Template,
  deployment: string,
  changes: readonly string[],
  only: string | undefined,
): Template {
  const containers = containersOf(pod, deployment);
  const change = (container: ContainerSpec): ContainerSpec => {
    let env = container.env ?? [];
    for (const one of changes) {
      const [name = '', value] = one.split(/=(.*)/s);
      env = env.filter((variable) => variable.name !== name.replace(/-$/, '') || value !== undefined);
      if (value !== undefined) env = [...env.filter((variable) => variable.name !== name), { name, value }];
    }
    return { ...container, env };
  };
  return {
    ...pod,
    containers: containers.map((one) => (only === undefined || only === one.name ? change(one) : one)),
  };
}

interface SpecPatch {
  readonly containers?: readonly ContainerSpec[];
  readonly volumes?: readonly VolumeSpec[];
  readonly [field: string]: unknown;
}

/** A strategic merge of the pod's spec, or JSON patches that take a label or an annotation away. */
function patched(pod: Template, deployment: string, patch: unknown): Template {
  if (!Array.isArray(patch)) {
    const { spec } = patch as { readonly spec: { readonly template: { readonly spec: SpecPatch } } };
    const { containers = [], volumes = [], ...rest } = spec.template.spec;
    return {
      ...pod,
      containers: containersOf(pod, deployment).map((one) =>
        mergedContainer(
          one,
          containers.find(({ name }) => name === one.name),
        ),
      ),
      spec: { ...pod.spec, ...rest, volumes: merged(pod.spec?.volumes ?? [], volumes, ({ name }) => name) },
    };
  }
  let changed = pod;
  for (const { op, path } of patch as readonly { readonly op: string; readonly path: string }[]) {
    const [, kind, key = ''] = /^\/spec\/template\/metadata\/(labels|annotations)\/(.+)$/.exec(path) ?? [];
    if (op !== 'remove' || (kind !== 'labels' && kind !== 'annotations')) {
      throw new Error(`Nobody taught the test to ${op} ${path}.`);
    }
    const kept = { ...changed[kind] };
    const name = key.replaceAll('~1', '/');
    if (!(name in kept)) throw new Error(`The API server refuses to remove ${path}: it is not there.`);
    delete kept[name];
    changed = { ...changed, [kind]: kept };
  }
  return changed;
}

function mergedContainer(container: ContainerSpec, patch: ContainerSpec | undefined): ContainerSpec {
  return {
    ...container,
    env: merged(container.env ?? [], patch?.env ?? [], ({ name }) => name),
    volumeMounts: merged(
      container.volumeMounts ?? [],
      patch?.volumeMounts ?? [],
      ({ mountPath }) => mountPath,
    ),
  };
}

/** Lists of objects are merged by a key of theirs. */
function merged<T>(there: readonly T[], patch: readonly T[], keyOf: (one: T) => string): readonly T[] {
  const keys = new Set(patch.map(keyOf));
  return [...there.filter((one) => !keys.has(keyOf(one))), ...patch];
}

/** `kubectl get … -o yaml | sed s/a/b/ | kubectl replace -f -`, as far as it gives volumes and their mounts another name. */
function renamed(pod: Template, deployment: string, from: string, to: string): Template {
  const rename = <T extends { readonly name: string }>(one: T): T =>
    one.name === from ? { ...one, name: to } : one;
  return {
    ...pod,
    containers: containersOf(pod, deployment).map((container) => ({
      ...container,
      volumeMounts: (container.volumeMounts ?? []).map(rename),
    })),
    spec: { ...pod.spec, volumes: (pod.spec?.volumes ?? []).map(rename) },
  };
}

/** As the sandbox makes them where a template names none. */
function containersOf(pod: Template, deployment: string): readonly ContainerSpec[] {
  return pod.containers ?? [{ name: deployment, image: `registry.example/${deployment}:1.8.2` }];
}

function patchWebhook(cluster: EksCluster, name: string, patch: unknown): void {
  const configuration = cluster.webhooks.find(({ metadata }) => metadata.name === name);
  if (configuration === undefined) throw new Error(`There is no webhook configuration ${name}.`);
  for (const { op, path, value } of patch as readonly {
    readonly op: string;
    readonly path: string;
    readonly value: unknown;
  }[]) {
    const [, index, part = '', member] = /^\/webhooks\/(\d+)\/(\w+)(?:\/(\w+))?$/.exec(path) ?? [];
    if (!['replace', 'add'].includes(op) || index === undefined)
      throw new Error(`Nobody taught the test to ${op} ${path}.`);
    configuration.webhooks = configuration.webhooks.map((webhook, at) => {
      if (at !== Number(index)) return webhook;
      if (member === undefined) return { ...webhook, [part]: value };
      return { ...webhook, [part]: { ...(webhook[part] as object), [member]: value } };
    });
  }
}
