import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from '@cdktf/hcl2json';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { evaluateTrustPolicy } from '../../src/checker/trust/evaluate.ts';

const DEPLOY = join(import.meta.dirname, '../../deploy');
const MODULES = ['bot-role', 'cluster-access', 'reader-role'] as const;
const LIMIT_MS = 60_000;

const PROVIDER = 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE';
const BOT = 'arn:aws:iam::111122223333:role/irsa-doctor';
const READER = 'arn:aws:iam::444455556666:role/irsa-doctor-read';

/** What the parser makes of a block: by type and names, each a list of bodies. */
const body = z.record(z.string(), z.unknown());
const named = z.record(z.string(), z.array(body));
const moduleShape = z.looseObject({
  variable: named,
  output: named,
  locals: z.array(body).default([]),
  resource: z.record(z.string(), named),
  terraform: z.array(z.looseObject({ required_version: z.string() })),
});

async function readModule(name: string) {
  const directory = join(DEPLOY, 'terraform', name);
  const files = readdirSync(directory).filter((file) => file.endsWith('.tf'));
  const texts = files.map((file) => readFileSync(join(directory, file), 'utf8'));
  const parsed = moduleShape.parse(await parse(`${name}.tf`, texts.join('\n')));
  return { directory, text: texts.join('\n'), parsed };
}

describe.each(MODULES)('the Terraform module %s', (name) => {
  it('uses every variable that it has and has every one that it uses, described and typed', async () => {
    const { parsed, text } = await readModule(name);
    const used = new Set([...text.matchAll(/\bvar\.(\w+)/g)].map(([, variable]) => variable));
    expect(Object.keys(parsed.variable).sort()).toEqual([...used].sort());
    for (const [declared] of Object.values(parsed.variable)) {
      expect(declared).toMatchObject({ description: expect.any(String), type: expect.any(String) });
    }
    for (const [declared] of Object.values(parsed.output)) {
      expect(declared).toMatchObject({ description: expect.any(String), value: expect.any(String) });
    }
  });

  it('names only resources and values of its own', async () => {
    const { parsed, text } = await readModule(name);
    const resources = Object.entries(parsed.resource).flatMap(([type, ones]) =>
      Object.keys(ones).map((one) => `${type}.${one}`),
    );
    for (const [reference] of text.matchAll(/\baws_\w+\.\w+/g)) expect(resources).toContain(reference);
    const locals = parsed.locals.flatMap((one) => Object.keys(one));
    for (const [, local = ''] of text.matchAll(/\blocal\.(\w+)/g)) expect(locals).toContain(local);
  });

  it('is described in its README, variable by variable', async () => {
    const { parsed, directory } = await readModule(name);
    const readme = readFileSync(join(directory, 'README.md'), 'utf8');
    for (const word of [...Object.keys(parsed.variable), ...Object.keys(parsed.output)]) {
      expect(readme).toContain(`\`${word}\``);
    }
  });
});

it.each(['bot-role', 'reader-role'])(
  '%s reads every policy that is shipped for it, and switches on each that is not needed by a variable of its name',
  async (name) => {
    const { parsed, text } = await readModule(name);
    const optional = readdirSync(DEPLOY).flatMap((file) => /^iam-policy-(\w+)\.json$/.exec(file)?.[1] ?? []);
    expect(optional.sort()).toEqual(['cloudtrail', 'decode']);
    for (const one of optional) {
      expect(parsed.variable[one]).toEqual([expect.objectContaining({ type: '${bool}', default: false })]);
      expect(text).toContain(`${one}_policy`);
      expect(text).toMatch(
        new RegExp(`for statement in local\\.${one}_policy\\.Statement : statement if var\\.${one}\\]`),
      );
      expect(text).toContain(`/../../iam-policy-${one}.json`);
    }
  },
);

it.each(['bot-role', 'reader-role'])(
  '%s makes one role, with the policies that are judged here',
  async (name) => {
    const { parsed } = await readModule(name);
    const [role = {}] = Object.values(parsed.resource.aws_iam_role ?? {}).flat();
    const [policy = {}] = Object.values(parsed.resource.aws_iam_role_policy ?? {}).flat();
    expect(Object.keys(parsed.resource).sort()).toEqual(['aws_iam_role', 'aws_iam_role_policy']);
    expect(role.assume_role_policy).toBe('${jsonencode(local.trust_policy)}');
    expect(policy.policy).toBe('${jsonencode(local.read_policy)}');
  },
);

describe.skipIf(!hasTerraform())('what Terraform makes of the modules', () => {
  it('is laid out as terraform fmt does', () => {
    expect(terraform(join(DEPLOY, 'terraform'), ['fmt', '-check', '-recursive'])).toBe('');
  });

  it("lets the workers' service account have the bot's role, and no other", () => {
    const { trust_policy } = evaluate('bot-role', { oidc_provider_arn: PROVIDER });
    const request = {
      accountId: '111122223333',
      issuer: 'https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE',
      subject: 'system:serviceaccount:irsa-doctor:irsa-doctor',
      audience: 'sts.amazonaws.com',
    };
    const decide = (change: Partial<typeof request>) =>
      evaluateTrustPolicy(JSON.stringify(trust_policy), { ...request, ...change }, { live: true }).decision;
    expect(decide({})).toBe('allowed');
    expect(decide({ subject: 'system:serviceaccount:irsa-doctor:irsa-doctor-bot' })).toBe('implicitDeny');
    expect(decide({ subject: 'system:serviceaccount:default:irsa-doctor' })).toBe('implicitDeny');
    expect(decide({ audience: 'other' })).toBe('implicitDeny');
    expect(decide({ issuer: 'https://oidc.eks.eu-west-1.amazonaws.com/id/OTHER' })).toBe('implicitDeny');
  });

  it('grants the bot what deploy/iam-policy.json says, and the reader roles that are named', () => {
    const shipped = policyFile('iam-policy.json');
    const other = policyFile('iam-policy-other-accounts.json');
    const alone = evaluate('bot-role', { oidc_provider_arn: PROVIDER });
    expect(alone.read_policy).toEqual(shipped);
    const { read_policy } = evaluate('bot-role', {
      oidc_provider_arn: PROVIDER,
      reader_role_arns: [READER],
    });
    expect(read_policy).toEqual({
      ...shipped,
      Statement: [
        ...shipped.Statement,
        ...other.Statement.map((statement) => ({ ...statement, Resource: [READER] })),
      ],
    });
  });

  it.each([
    ['bot-role', { oidc_provider_arn: PROVIDER }],
    ['reader-role', { bot_role_arns: [BOT] }],
  ])('%s grants what somebody opted for, and nothing of it otherwise', (name, needed) => {
    const least = policyFile('iam-policy.json').Statement;
    const trail = policyFile('iam-policy-cloudtrail.json').Statement;
    const decode = policyFile('iam-policy-decode.json').Statement;
    const granted = (more: object) => evaluate(name, { ...needed, ...more }).read_policy.Statement;
    expect(granted({})).toEqual(least);
    expect(granted({ cloudtrail: true })).toEqual([...least, ...trail]);
    expect(granted({ cloudtrail: true, decode: true })).toEqual([...least, ...trail, ...decode]);
  });

  it("grants a reader role what deploy/iam-policy.json says, and only to the bot's roles", () => {
    const { trust_policy, read_policy } = evaluate('reader-role', {
      bot_role_arns: [BOT, 'arn:aws:iam::111122223333:role/ops/irsa-doctor-staging'],
    });
    expect(read_policy).toEqual(policyFile('iam-policy.json'));
    expect(trust_policy).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111122223333:root' },
          Action: 'sts:AssumeRole',
          Condition: {
            ArnEquals: {
              'aws:PrincipalArn': [BOT, 'arn:aws:iam::111122223333:role/ops/irsa-doctor-staging'],
            },
          },
        },
      ],
    });
  });

  it.each([
    ['nobody', []],
    ['a whole account', ['arn:aws:iam::111122223333:root']],
    ['whatever role', ['arn:aws:iam::111122223333:role/*']],
    ['no ARN', ['irsa-doctor']],
  ])('refuses a reader role for %s', (_, bot_role_arns) => {
    expect(() => evaluate('reader-role', { bot_role_arns })).toThrow(/Name the role|Write ARNs of roles/);
  });
});

const document = z.object({
  Version: z.string(),
  Statement: z.array(z.record(z.string(), z.unknown())),
});
const documents = z.object({ trust_policy: document, read_policy: document });

function policyFile(name: string) {
  return document.parse(JSON.parse(readFileSync(join(DEPLOY, name), 'utf8')));
}

/** The policies of a module, as Terraform itself works them out of its values alone, which takes neither provider nor account. */
function evaluate(name: string, variables: object) {
  const directory = mkdtempSync(join(tmpdir(), 'terraform-'));
  try {
    const module = join(directory, 'terraform', name);
    for (const file of ['policy.tf', 'variables.tf']) {
      cpSync(join(DEPLOY, 'terraform', name, file), join(module, file));
    }
    for (const file of readdirSync(DEPLOY).filter((one) => one.startsWith('iam-policy'))) {
      cpSync(join(DEPLOY, file), join(directory, file));
    }
    writeFileSync(join(module, 'terraform.tfvars.json'), JSON.stringify(variables));
    const expression = 'jsonencode({ trust_policy = local.trust_policy, read_policy = local.read_policy })\n';
    const printed = terraform(module, ['console', '-no-color'], expression);
    return documents.parse(JSON.parse(z.string().parse(JSON.parse(printed))));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function terraform(cwd: string, args: readonly string[], input = ''): string {
  return execFileSync('terraform', args, {
    cwd,
    input,
    encoding: 'utf8',
    timeout: LIMIT_MS,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: tmpdir(), CHECKPOINT_DISABLE: '1' },
  });
}

function hasTerraform(): boolean {
  try {
    terraform(tmpdir(), ['version']);
    return true;
  } catch {
    return false;
  }
}
