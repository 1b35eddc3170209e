import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { afterAll } from 'vitest';
import { findBrowser } from '../browser/find-browser.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A page that a route fulfils has no address, so that the browser would ask before it reaches this machine.
  '--disable-features=LocalNetworkAccessChecks',
];

/** One installation for all projects of a file. A link would not do: Playwright compiles what is outside node_modules. */
let installed: Promise<string> | undefined;
afterAll(async () => {
  if (installed) await rm(await installed, { recursive: true, force: true, maxRetries: 5 });
});

async function install(): Promise<string> {
  const base = await mkdtemp(join(tmpdir(), 'docproof-playwright-'));
  const modules = join(base, 'node_modules');
  await mkdir(join(modules, '@playwright'), { recursive: true });
  for (const part of ['package.json', 'src/model/schema', ...PARTS.map((name) => `dist/${name}`)])
    await cp(join(ROOT, part), join(modules, 'docproof', part), { recursive: true });
  for (const name of [...Object.keys(PACKAGE.dependencies), '@playwright/test']) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(ROOT, 'node_modules', name), join(modules, name), 'dir');
  }
  return base;
}

const PARTS = ['api', 'chunks', 'core', 'integrations', 'threads'];
const PACKAGE = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** The document of the projects: lamps, with a relative server. */
export const LAMPS = `openapi: 3.1.0
info: { title: lamps, version: '1' }
servers: [{ url: 'http://lamps.test/v1' }]
paths:
  /lamps:
    post:
      operationId: addLamp
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [colour]
              properties: { colour: { enum: [red, blue] } }
      responses:
        '201':
          description: added
          content:
            application/json:
              schema: { $ref: '#/components/schemas/lamp' }
              example: { id: 8, colour: blue }
        '429': { description: too many }
        '422': { description: refused }
  /lamps/{id}:
    get:
      operationId: getLamp
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
      responses:
        '200':
          description: one lamp
          content:
            application/json:
              schema: { $ref: '#/components/schemas/lamp' }
              examples:
                red: { value: { id: 7, colour: red } }
                blue: { value: { id: 7, colour: blue } }
        '404': { description: no such lamp }
components:
  schemas:
    lamp:
      type: object
      required: [id, colour]
      properties:
        id: { type: integer }
        colour: { enum: [red, blue] }
`;

/** How a run of a project is set up. */
export interface ProjectRun {
  /** Options of `use`, beside the browser's, as the text of an object's members. */
  readonly use?: string;
  /** Members of the configuration, as text. */
  readonly config?: string;
  readonly document?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly type?: 'module' | 'commonjs';
}

/** A test of a run, as Playwright's JSON report has its last attempt. */
export interface RanTest {
  readonly title: string;
  /** `passed`, `failed`, `timedOut`, `skipped`. */
  readonly status: string;
  /** `expected`, `unexpected`, `flaky`, `skipped`. */
  readonly outcome: string;
  readonly attempts: number;
  /** Messages of its errors, without colours. */
  readonly errors: readonly string[];
  /** Attachments by name, as text; of those that are files, the text of the file. */
  readonly attachments: Readonly<Record<string, string>>;
}

/** The end of a run. */
export interface RanProject {
  readonly code: number;
  readonly output: string;
  /** By title. */
  readonly tests: Readonly<Record<string, RanTest>>;
  /** Errors of no test, such as an unhandled rejection. */
  readonly errors: readonly string[];
  readonly folder: string;
}

/** A folder with a project that uses the build in dist/ and Playwright as packages. The file's end takes it away. */
export async function projectFolder(
  spec: string,
  { use = '', config = '', document = LAMPS, files = {}, type = 'module' }: ProjectRun = {},
): Promise<string> {
  installed ??= install();
  const folder = await mkdtemp(join(await installed, 'project-'));
  const all = {
    'package.json': JSON.stringify({ name: 'user', private: true, type }),
    'openapi.yaml': document,
    'playwright.config.ts': configText(use, config),
    'lamps.spec.ts': spec,
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** The configuration of a project, with the system's browser. */
export function configText(use: string, config = ''): string {
  const launch = { executablePath: findBrowser()?.executablePath, args: FLAGS };
  return `import { defineConfig } from '@playwright/test';
import type { DocproofOptions } from 'docproof/playwright';

export default defineConfig<DocproofOptions>({
  workers: 1,
  reporter: [['json', { outputFile: 'report.json' }]],
  ${config}
  use: { contractDocument: 'openapi.yaml', launchOptions: ${JSON.stringify(launch)}, ${use} },
});
`;
}

/** Runs the tests of a spec in a new project. */
export async function runSpec(spec: string, how: ProjectRun = {}): Promise<RanProject> {
  return runIn(await projectFolder(spec, how), how);
}

/** Runs `playwright test`, or another verb, in a folder. */
export async function runIn(folder: string, { args = ['test'], env = {} }: ProjectRun = {}): Promise<RanProject> {
  const cli = join(folder, '../node_modules/@playwright/test/cli.js');
  const added = /^(?:npm_|VITEST|NODE_ENV$|NODE_OPTIONS$|TEST|FORCE_COLOR$|CI$)/;
  const own = Object.entries(process.env).filter(([name]) => !added.test(name));
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: folder,
    env: { ...Object.fromEntries(own), FORCE_COLOR: '0', ...env },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  const code = await new Promise<number>((resolve) => {
    child.on('close', (ended) => resolve(ended ?? -1));
  });
  const report = await readFile(join(folder, 'report.json'), 'utf8').catch(() => '{}');
  const { suites = [], errors = [] } = JSON.parse(report);
  const tests = await testsIn(suites);
  return { code, output, tests, errors: errors.map(({ message }: { message: string }) => message), folder };
}

interface Suite {
  readonly suites?: readonly Suite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly tests: readonly { readonly status: string; readonly results: readonly Attempt[] }[];
  }[];
}

interface Attempt {
  readonly status: string;
  readonly errors: readonly { readonly message?: string }[];
  readonly attachments: readonly { readonly name: string; readonly body?: string; readonly path?: string }[];
}

async function testsIn(suites: readonly Suite[]): Promise<Record<string, RanTest>> {
  const found: Record<string, RanTest> = {};
  for (const suite of suites) {
    Object.assign(found, await testsIn(suite.suites ?? []));
    for (const { title, tests } of suite.specs ?? [])
      for (const { status, results } of tests) {
        const last = results.at(-1);
        const attachments: Record<string, string> = {};
        for (const { name, body, path } of last?.attachments ?? [])
          attachments[name] = body === undefined ? await textOf(path) : Buffer.from(body, 'base64').toString('utf8');
        found[title] = {
          title,
          status: last?.status ?? 'none',
          outcome: status,
          attempts: results.length,
          errors: (last?.errors ?? []).map(({ message = '' }) => stripVTControlCharacters(message)),
          attachments,
        };
      }
  }
  return found;
}

async function textOf(path: string | undefined): Promise<string> {
  return path === undefined ? '' : readFile(path, 'utf8').catch(() => 'the file is gone');
}
