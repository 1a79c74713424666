import { make, part } from './build.js';
import { only } from './store.js';

/** What the first part of a rule's id stands for, in the order in which the groups are listed. @type {ReadonlyMap<string, string>} */
const GROUPS = new Map([
  ['trust', 'Trust policy'],
  ['service-account', 'Service account'],
  ['pod', 'Pods'],
  ['webhook', 'Identity webhook'],
  ['application', 'Application'],
  ['token', 'Token'],
  ['cluster', 'Cluster'],
  ['provider', 'OIDC provider'],
  ['role', 'Role'],
  ['sts', 'STS'],
  ['pod-identity', 'EKS Pod Identity'],
]);
const WORKS = 'Works';
const HINDERED = 'The bot itself is hindered';
const filter = part('scenario-filter', HTMLInputElement);
const list = part('scenarios', HTMLElement);
let shown = '';

filter.addEventListener('input', showScenarios);

/** Lists what there is to try, by where it breaks, as far as it fits what is looked for. */
export function showScenarios() {
  const wanted = filter.value.trim().toLowerCase();
  const scenarios = only('workspace')?.scenarios ?? [];
  const signature = `${scenarios.length} ${wanted}`;
  if (signature === shown) return;
  shown = signature;
  const found = scenarios.filter((one) =>
    `${one.title} ${one.prompt} ${one.breaks ?? ''} ${one.verdict}`.toLowerCase().includes(wanted),
  );
  /** @type {Map<string, typeof found>} */
  const groups = new Map([...GROUPS.values(), WORKS, HINDERED].map((name) => [name, []]));
  for (const one of found) groups.set(groupOf(one), [...(groups.get(groupOf(one)) ?? []), one]);
  const filled = [...groups].filter(([, members]) => members.length > 0);
  list.replaceChildren(
    ...filled.map(([name, members], at) =>
      make('details', { class: 'scenario-group', ...(at === 0 || wanted !== '' ? { open: '' } : {}) }, [
        make('summary', {}, [name, make('span', { class: 'count' }, [String(members.length)])]),
        make('ul', {}, members.map(scenarioNode)),
      ]),
    ),
    ...(filled.length === 0 ? [make('p', { class: 'empty' }, ['Nothing here is called that.'])] : []),
  );
}

/** @param {{ breaks: string | null, verdict: string }} scenario */
function groupOf({ breaks, verdict }) {
  if (breaks === null) return verdict === 'healthy' ? WORKS : HINDERED;
  const layer = breaks.split('.')[0] ?? '';
  return GROUPS.get(layer) ?? layer.replaceAll('-', ' ');
}

/** @param {{ title: string, prompt: string, verdict: string, error: string | null }} scenario */
function scenarioNode({ title, prompt, verdict, error }) {
  return make('li', { class: 'scenario' }, [
    make('button', { type: 'button', class: 'ask', 'data-gesture': 'fill', 'data-words': prompt }, [
      make('span', { class: `light ${verdict}`, title: verdict }),
      make('span', { class: 'title' }, [title]),
      make('code', {}, [prompt]),
    ]),
    ...(error === null
      ? []
      : [
          make(
            'button',
            {
              type: 'button',
              class: 'paste',
              'data-gesture': 'fill',
              'data-words': `@irsa ${error}`,
              'aria-label': `Paste its error: ${title}`,
            },
            ['Paste its error'],
          ),
        ]),
  ]);
}
