import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../../src/config.ts';

const text = readFileSync(join(import.meta.dirname, '../../docker-compose.yml'), 'utf8');

const hardened = { read_only: z.literal(true), security_opt: z.tuple([z.literal('no-new-privileges:true')]) };
const bind = z.strictObject({
  type: z.literal('bind'),
  source: z.string(),
  target: z.string().startsWith('/config/'),
  read_only: z.literal(true),
  bind: z.strictObject({ create_host_path: z.literal(false) }),
});
const ours = z.strictObject({
  ...hardened,
  build: z.literal('.'),
  image: z.string(),
  restart: z.literal('unless-stopped'),
  tmpfs: z.tuple([z.literal('/tmp')]),
  cap_drop: z.tuple([z.literal('ALL')]),
  stop_grace_period: z.literal('30s'),
  networks: z.array(z.string()),
  depends_on: z.strictObject({ redis: z.strictObject({ condition: z.literal('service_healthy') }) }),
  command: z.tuple([z.enum(['bot', 'worker'])]),
  environment: z.record(z.string(), z.string()),
  ports: z.array(z.string().startsWith('127.0.0.1:')).optional(),
  volumes: z.array(bind).optional(),
});
const compose = z
  .looseObject({
    name: z.literal('irsa-doctor'),
    services: z.strictObject({
      redis: z.strictObject({
        ...hardened,
        image: z.string().regex(/^redis:\d/),
        restart: z.literal('unless-stopped'),
        command: z.array(z.string()),
        volumes: z.tuple([z.literal('redis:/data')]),
        networks: z.tuple([z.literal('queue')]),
        healthcheck: z.looseObject({ test: z.array(z.string()) }),
      }),
      bot: ours,
      worker: ours,
    }),
    networks: z.strictObject({ queue: z.strictObject({ internal: z.literal(true) }) }),
    volumes: z.strictObject({ redis: z.object({}) }),
  })
  .parse(parse(text, { merge: true }));
const { bot, worker, redis } = compose.services;

describe('docker-compose.yml', () => {
  it('keeps the questions on a disk and never evicts them', () => {
    expect(redis.command.join(' ')).toContain(
      '--appendonly yes --appendfsync everysec --maxmemory-policy noeviction',
    );
  });

  it('lets nobody but the bot and the worker at Redis', () => {
    expect(bot.networks).toEqual(['default', 'queue']);
    expect(worker.networks).toEqual(['default', 'queue']);
  });

  it('holds no secret: each comes from the environment', () => {
    for (const [name, value] of Object.entries({ ...bot.environment, ...worker.environment })) {
      if (/TOKEN|SECRET|KEY/.test(name)) expect(value).toMatch(/^\$\{\w+:[-?]/);
    }
    expect(text).not.toMatch(/xox[abp]-\w|xapp-\w|AKIA/);
  });

  it('gives each side only what it needs', () => {
    expect(Object.keys(bot.environment).filter((name) => name.startsWith('AWS_'))).toEqual([]);
    expect(bot.volumes?.map(({ target }) => target)).toEqual(['/config/irsa-doctor.yaml']);
    expect(Object.keys(worker.environment)).not.toContain('SLACK_APP_TOKEN');
    expect(worker.ports).toBeUndefined();
  });

  it('gives the program settings that it accepts', () => {
    const given: Record<string, string> = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
    for (const { command, environment, volumes } of [bot, worker]) {
      const resolved = Object.fromEntries(
        Object.entries(environment).map(([name, value]) => [
          name,
          value.replace(/^\$\{(\w+):[-?](.*)\}$/, (_, key, byDefault) => given[key] ?? byDefault),
        ]),
      );
      const mounted = volumes?.map(({ target }) => target) ?? [];
      const loaded = loadConfig(resolved, command[0], (path) => (mounted.includes(path) ? '' : null));
      expect(loaded).toMatchObject({ ok: true, config: { redisUrl: 'redis://redis:6379' } });
    }
  });
});
