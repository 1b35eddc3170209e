import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A comment of a pull request, as the API has it. */
export interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string };
}

/** What somebody asked the fake API. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, string>>;
}

/** GitHub's REST API as far as the action uses it, on this machine. */
export interface FakeGitHub {
  readonly url: string;
  readonly asked: readonly Asked[];
  readonly comments: readonly Comment[];
}

/** How the fake API behaves. */
export interface FakeOptions {
  readonly comments?: Comment[];
  /** Statuses for the next calls, each once, in the place of an answer. */
  readonly failures?: number[];
  /** Whether the token may only read, as that of a pull request from a fork. */
  readonly isReadOnly?: boolean;
  /** Who the token is, where it may ask; the token of a job may not. */
  readonly login?: string;
  /** What is sent in the place of every answer with a body: a text, or a part of one that never ends. */
  readonly broken?: 'not JSON' | 'cut' | 'endless';
}

/** Starts the fake API. The end of the test stops it. */
export async function fakeGitHub({
  comments = [],
  failures = [],
  isReadOnly = false,
  login,
  broken,
}: FakeOptions = {}): Promise<FakeGitHub> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '' } = request;
    const body = await bodyOf(request);
    asked.push({ method, path: url, body });
    const [status, answer] = answerTo(method, url, body);
    if (broken !== undefined) {
      response.writeHead(200, broken === 'cut' ? { 'content-length': 100 } : {});
      if (broken === 'not JSON') response.end('<html>A proxy</html>');
      else response.write('{', () => (broken === 'cut' ? request.socket.destroy() : undefined));
      return;
    }
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '0' });
    response.end(JSON.stringify(answer));
  });
  const forbidden: [number, unknown] = [403, { message: 'Resource not accessible by integration' }];
  function answerTo(method: string, url: string, body: Readonly<Record<string, string>>): [number, unknown] {
    const failure = failures.shift();
    if (failure !== undefined) return [failure, { message: 'Try again' }];
    if (url === '/user') return login === undefined ? forbidden : [200, { login }];
    if (method !== 'GET' && isReadOnly) return forbidden;
    const page = Number(new URL(url, 'http://x').searchParams.get('page'));
    if (method === 'GET') return [200, comments.slice((page - 1) * 100, page * 100)];
    if (url.endsWith('/code-scanning/sarifs')) return [202, { id: 'a' }];
    const known = comments.find(({ id }) => url.endsWith(`/issues/comments/${id}`));
    if (method === 'PATCH' && !known) return [404, { message: 'Not Found' }];
    if (known) known.body = body.body ?? '';
    else
      comments.push({
        id: comments.length + 1,
        body: body.body ?? '',
        user: { login: login ?? 'github-actions[bot]' },
      });
    return [method === 'POST' ? 201 : 200, {}];
  }
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, asked, comments };
}

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, string>>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? {} : JSON.parse(text);
}

/** What a run of the action left. */
export interface ActionRun {
  readonly code: number;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly shell: string;
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the steps of action.yml as GitHub's runner does, with these inputs. */
export async function runAction(
  inputs: Readonly<Record<string, string>>,
  {
    github,
    workspace = ROOT,
    env = {},
  }: { github?: FakeGitHub; workspace?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<ActionRun> {
  const folder = await mkdtemp(join(tmpdir(), 'docproof-action-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const action = parse(await readFile(join(ROOT, 'action.yml'), 'utf8'));
  const unknown = Object.keys(inputs).filter((name) => !Object.hasOwn(action.inputs, name));
  if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.join(', ')}`);
  const event = join(folder, 'event.json');
  await writeFile(event, JSON.stringify({ pull_request: { number: 7 } }));
  const steps: readonly Step[] = action.runs.steps;
  const stepOutputs = new Map<string, Readonly<Record<string, string>>>();
  const evaluated = (expression: string): string => {
    const [, input, step, output] = /^inputs\.([\w-]+)$|^steps\.(\w+)\.outputs\.(\w+)$/.exec(expression) ?? [];
    if (input !== undefined) {
      const value = inputs[input] ?? String(action.inputs[input].default);
      return value.includes('github.token') ? 'job-token' : value;
    }
    if (step !== undefined && output !== undefined) return stepOutputs.get(step)?.[output] ?? '';
    throw new Error(`the test cannot evaluate ${expression}`);
  };
  const filled = (text: string): string => text.replace(/\$\{\{ (.+?) \}\}/g, (_, expression) => evaluated(expression));
  let log = '';
  let code = 0;
  for (const [index, step] of steps.entries()) {
    const left = /inputs\.([\w-]+) != 'false'/.exec(step.if ?? '')?.[1];
    if (left !== undefined && evaluated(`inputs.${left}`) === 'false') continue;
    const output = join(folder, `output-${index}`);
    await writeFile(output, '');
    const own = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value)]));
    const ran = await bash(step.run, workspace, {
      PATH: process.env.PATH ?? '',
      GITHUB_ACTION_PATH: ROOT,
      GITHUB_WORKSPACE: workspace,
      GITHUB_REPOSITORY: 'lamps/shop',
      GITHUB_SHA: '0123456789012345678901234567890123456789',
      GITHUB_REF: 'refs/pull/7/merge',
      GITHUB_WORKFLOW: 'CI',
      GITHUB_JOB: 'contract',
      GITHUB_ACTION: 'docproof',
      GITHUB_EVENT_PATH: event,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
      RUNNER_TEMP: join(folder, 'temp'),
      ...(github ? { GITHUB_API_URL: github.url } : {}),
      ...env,
      ...own,
    });
    log += ran.output;
    code = Math.max(code, ran.code);
    if (step.id) stepOutputs.set(step.id, outputsIn(await readFile(output, 'utf8')));
  }
  const summary = await readFile(join(folder, 'summary.md'), 'utf8').catch(() => '');
  return { code, log, summary, outputs: stepOutputs.get('check') ?? {} };
}

function bash(script: string, cwd: string, env: Record<string, string>): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    execFile(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script],
      { cwd, env },
      (error, stdout, stderr) => done({ code: error ? Number(error.code ?? 1) : 0, output: `${stdout}${stderr}` }),
    );
  });
}

/** The outputs in a file of the runner, read as it does: `name<<mark`, the value, `mark`. */
export function outputsIn(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split(/\r\n|\n|\r/);
  for (let at = 0; at < lines.length; at += 1) {
    const [, name, mark] = /^([^=]+)<<(.+)$/.exec(lines[at] ?? '') ?? [];
    if (name === undefined) continue;
    const end = lines.indexOf(mark ?? '', at);
    outputs[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return outputs;
}
