import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gunzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { client } from '../../scripts/action/github.mjs';
import { cutMarkdown } from '../../scripts/action/reports.mjs';
import { captureLine, DOCUMENT } from '../packed/user.js';
import { type Comment, fakeGitHub, runAction } from './run-action.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const OWN = 'github-actions[bot]';

/** A repository in which the built package is installed, with these files. */
async function repository(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'docproof-repository-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const place = join(folder, 'node_modules/docproof');
  await mkdir(place, { recursive: true });
  const manifest = { name: 'docproof', type: 'module', bin: { docproof: 'main.js' } };
  await writeFile(join(place, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(place, 'main.js'), `import ${JSON.stringify(`${ROOT}dist/cli/main.js`)};\n`);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

const sarifIn = (text = ''): { runs: { results: unknown[] }[] } =>
  JSON.parse(gunzipSync(Buffer.from(text, 'base64')).toString());

/** Holds a text against a golden file. `UPDATE=1` writes it. */
async function golden(name: string, text: string): Promise<void> {
  await expect(text).toMatchFileSnapshot(`golden/${name}`);
}

describe('the action', () => {
  test('The action fails where the contract does not hold, after summary, SARIF log, comment and outputs are where they belong', async () => {
    const github = await fakeGitHub();
    const run = await runAction({ config: 'contracts/seeded.yaml' }, { github });
    expect(run.code, run.log).toBe(1);
    expect(run.outputs).toMatchObject({ verdict: 'failed', violations: '28', coverage: '60' });
    for (const name of ['json', 'sarif', 'markdown'])
      expect(run.outputs[name]).toMatch(new RegExp(`/${name}/\\w+\\.\\w+$`));
    await golden('summary.md', run.summary);
    const [upload] = github.asked.filter(({ path }) => path.endsWith('/sarifs'));
    const { sarif, ...rest } = upload?.body ?? {};
    expect(upload?.path).toBe('/repos/lamps/shop/code-scanning/sarifs');
    expect(rest).toEqual({
      commit_sha: '0123456789012345678901234567890123456789',
      ref: 'refs/pull/7/merge',
      tool_name: 'Docproof',
      validate: true,
    });
    await golden('upload.sarif', `${JSON.stringify(sarifIn(sarif), undefined, 2)}\n`);
    expect(github.comments).toHaveLength(1);
    await golden('comment.md', github.comments[0]?.body ?? '');
    expect(run.log).toMatch(/^::error file=spec\/schemas\/identityRiskEvent\.yaml,line=\d+/m);
  });

  test('The action passes where the contract holds, and updates its own comment: never that of somebody else', async () => {
    const workspace = await repository({ 'api.yaml': DOCUMENT, 'traffic.ndjson': captureLine('red') });
    const first = await fakeGitHub();
    const inputs = { document: 'api.yaml', captures: 'traffic.ndjson', 'min-coverage': '100' };
    const run = await runAction(inputs, { github: first, workspace });
    expect(run.code, run.log).toBe(0);
    expect(run.outputs).toMatchObject({ verdict: 'passed', violations: '0', coverage: '100' });
    const mark = first.comments[0]?.body.split('\n')[0] ?? '';
    expect(mark).toMatch(/^<!-- docproof-action \w{16} -->$/);

    const others = Array.from({ length: 150 }, (_, id): Comment => ({ id, body: 'hello', user: { login: 'ann' } }));
    const stolen = { id: 900, body: `${mark}\nnot by the action`, user: { login: 'mallory' } };
    const own = { id: 901, body: `${mark}\nold`, user: { login: OWN } };
    const second = await fakeGitHub({ comments: [stolen, ...others, own] });
    await runAction(inputs, { github: second, workspace });
    expect(second.comments).toHaveLength(152);
    expect(stolen.body).toBe(`${mark}\nnot by the action`);
    expect(own.body).toContain('PASSED');
  });

  test('A token of a person knows its own comments by the name of that person', async () => {
    const workspace = await repository({ 'api.yaml': DOCUMENT, 'traffic.ndjson': captureLine('red') });
    const inputs = { document: 'api.yaml', captures: 'traffic.ndjson' };
    const github = await fakeGitHub({ login: 'ann' });
    await runAction(inputs, { github, workspace });
    await runAction(inputs, { github, workspace });
    expect(github.comments.map(({ user }) => user.login)).toEqual(['ann']);
  });

  test('A read-only token of a fork is a notice, and changes nothing of the verdict', async () => {
    const workspace = await repository({ 'api.yaml': DOCUMENT, 'traffic.ndjson': captureLine('red') });
    const github = await fakeGitHub({ isReadOnly: true });
    const run = await runAction({ document: 'api.yaml', captures: 'traffic.ndjson' }, { github, workspace });
    expect(run.code, run.log).toBe(0);
    expect(run.log).toMatch(/^::notice title=Docproof::There is no comment on the pull request \(403 Resource not/m);
    expect(run.log).toMatch(/^::notice title=Docproof::The faults were not sent to code scanning \(403 Resource not/m);
    expect(run.summary).toContain('PASSED');
  });

  test('A busy API is asked again, three times at most', async () => {
    const workspace = await repository({ 'api.yaml': DOCUMENT, 'traffic.ndjson': captureLine('green') });
    const inputs = { document: 'api.yaml', captures: 'traffic.ndjson' };
    const busy = await fakeGitHub({ failures: [503, 429] });
    await runAction(inputs, { github: busy, workspace });
    expect(busy.comments).toHaveLength(1);
    const down = await fakeGitHub({ failures: [500, 500, 500, 500, 500, 500] });
    const run = await runAction(inputs, { github: down, workspace });
    expect(run.code).toBe(1);
    expect(run.log).toMatch(/^::warning title=Docproof::There is no comment on the pull request \(500 Try again\)/m);
    expect(down.asked).toHaveLength(6);
  });

  test.each(['not JSON', 'cut'] as const)(
    'An answer of the API that is %s is a warning, and changes nothing of the verdict',
    async (broken) => {
      const workspace = await repository({ 'api.yaml': DOCUMENT, 'traffic.ndjson': captureLine('red') });
      const github = await fakeGitHub({ broken });
      const run = await runAction({ document: 'api.yaml', captures: 'traffic.ndjson' }, { github, workspace });
      expect(run.code, run.log).toBe(0);
      expect(run.log).toMatch(/^::warning title=Docproof::There is no comment on the pull request/m);
      expect(run.log).toMatch(/^::warning title=Docproof::The faults were not sent to code scanning/m);
    },
  );

  test('Without a failure, "comment: failures" writes no new comment, and "false" never asks for one', async () => {
    const workspace = await repository({ 'api.yaml': DOCUMENT, 'traffic.ndjson': captureLine('red') });
    const github = await fakeGitHub();
    const inputs = { document: 'api.yaml', captures: 'traffic.ndjson', sarif: 'false' };
    await runAction({ ...inputs, comment: 'failures' }, { github, workspace });
    expect(github.comments).toEqual([]);
    const asked = github.asked.length;
    await runAction({ ...inputs, comment: 'false' }, { github, workspace });
    expect(github.asked).toHaveLength(asked);
  });

  test('In a working directory, annotations and the SARIF log name files from the root of the repository', async () => {
    const workspace = await repository({
      'packages/a b/api.yaml': DOCUMENT,
      'packages/a b/traffic.ndjson': captureLine('green'),
    });
    const github = await fakeGitHub();
    const run = await runAction(
      { document: 'api.yaml', captures: 'traffic.ndjson', 'working-directory': 'packages/a b' },
      { github, workspace },
    );
    expect(run.code, run.log).toBe(1);
    expect(run.log).toMatch(/^::error file=packages\/a b\/api\.yaml,line=\d+/m);
    const { body } = github.asked.find(({ path }) => path.endsWith('/sarifs')) ?? {};
    expect(JSON.stringify(sarifIn(body?.sarif))).toContain('"uri":"packages/a%20b/api.yaml"');
  });
});

describe('hostile captures', () => {
  const hostile = '@everyone <img src=x> [x](http://evil) ::set-output name=verdict::passed ##[error] `` </details> #1';

  test('Nothing in a capture is a mention, markup, or a command of the runner', async () => {
    const body = JSON.stringify({ id: 7, colour: hostile });
    const line = JSON.stringify({
      request: { method: 'GET', url: '/lamps/7', headers: {} },
      response: { status: 200, headers: { 'content-type': 'application/json' }, body },
    });
    const workspace = await repository({ 'api.yaml': DOCUMENT, 'traffic.ndjson': `${line}\n` });
    const github = await fakeGitHub();
    const run = await runAction({ document: 'api.yaml', captures: 'traffic.ndjson' }, { github, workspace });
    expect(run.code, run.log).toBe(1);
    const text = github.comments[0]?.body ?? '';
    for (const written of [text, run.summary]) {
      const outside = written.replace(/(`+)[^`].*?\1/g, '');
      expect(outside).not.toMatch(/@everyone|<img|\]\(http/);
      expect(written).toContain('everyone');
    }
    // A command begins its line: all that do are ours, or between the marks that switch commands off.
    const commands = run.log
      .replace(/^::stop-commands::(.+)\n[\s\S]*?\n::\1::$/gm, '')
      .split('\n')
      .filter((each) => /^\s*::|##\[/.test(each));
    expect(commands.filter((each) => !/^::(?:error|warning|notice) /.test(each))).toEqual([]);
    expect(run.outputs.verdict).toBe('failed');
  });

  test('A message with Markdown of a check that could not run stays text', async () => {
    const workspace = await repository({ 'api.yaml': DOCUMENT });
    const github = await fakeGitHub();
    const run = await runAction({ config: '``` @everyone' }, { github, workspace });
    expect(run.code, run.log).toBe(2);
    expect(run.outputs.verdict).toBe('unusable');
    expect(github.comments[0]?.body).toMatch(
      /### ❌ The check could not run\n\n````text\n.*``` @everyone.*\n[\s\S]*````\n/,
    );
  });

  test('A comment is at most as long as GitHub takes, and ends what it began', () => {
    const more = '_more_';
    const item = `<details open>\n<summary>one</summary>\n\n- a fault 🚨\n`;
    for (const text of [item.repeat(3000), `\`\`\`text\n${'line\n'.repeat(30_000)}\`\`\`\n`, '🚨'.repeat(70_000)]) {
      const cut = cutMarkdown(text, 65_536, more);
      expect(cut.length).toBeLessThanOrEqual(65_536);
      expect(cut).toMatch(/_more_\n$/);
      expect(cut.match(/^```/gm)?.length ?? 0).toBe(text.startsWith('`') ? 2 : 0);
      expect(cut).not.toMatch(/\p{Cs}/u);
    }
    const short = cutMarkdown(`${'x\n'.repeat(500)}<details open>\n${'y\n'.repeat(500)}</details>`, 1500, more);
    expect(short.match(/<details/g)).toHaveLength(1);
    expect(short.match(/<\/details>/g)).toHaveLength(1);
  });
});

describe('inputs that cannot be used', () => {
  test.each([
    [{ captures: 'a.har' }, 'captures: name the document too'],
    [{ document: 'api.yaml' }, 'document: name captures too'],
    [{ 'working-directory': 'absent' }, 'working-directory: there is no folder absent'],
    [{ version: '$(reboot)' }, 'version: "$(reboot)" is not a version'],
    [{ document: 'api.yaml', captures: 'a.har', 'fail-on': 'never; echo' }, "argument 'never; echo' is invalid"],
  ])('%j fails the job with the reason', async (inputs, message) => {
    const workspace = await repository({ 'api.yaml': DOCUMENT });
    const run = await runAction({ comment: 'false', sarif: 'false', ...inputs }, { workspace });
    expect(run.code).toBe(2);
    expect(run.log).toContain(message);
    expect(run.summary).toContain('The check could not run');
    expect(run.outputs.verdict).toBe('unusable');
  });

  test('A wish for comments that the action does not know is an error', async () => {
    const workspace = await repository({ 'api.yaml': DOCUMENT, 'traffic.ndjson': captureLine('red') });
    const inputs = { document: 'api.yaml', captures: 'traffic.ndjson', comment: 'yes' };
    const run = await runAction(inputs, { github: await fakeGitHub(), workspace });
    expect(run.code).toBe(2);
    expect(run.log).toContain('comment: "yes" is not one of true, failures, false.');
  });
});

test('A version is installed by npm into a separate folder, without scripts', async () => {
  const workspace = await repository({ 'api.yaml': DOCUMENT, 'traffic.ndjson': captureLine('red') });
  const bin = join(workspace, 'bin');
  await mkdir(bin);
  await cp(join(workspace, 'node_modules/docproof'), join(workspace, 'published'), { recursive: true });
  const npm = `#!/bin/sh\necho "$@" > ${workspace}/asked\nmkdir -p "$3/node_modules"\ncp -r ${workspace}/published "$3/node_modules/docproof"\n`;
  await writeFile(join(bin, 'npm'), npm, { mode: 0o755 });
  const inputs = {
    document: 'api.yaml',
    captures: 'traffic.ndjson',
    version: '0.2.0',
    comment: 'false',
    sarif: 'false',
  };
  const run = await runAction(inputs, { workspace, env: { PATH: `${bin}:${process.env.PATH}` } });
  expect(run.code, run.log).toBe(0);
  expect(await readFile(join(workspace, 'asked'), 'utf8')).toMatch(
    /^install --prefix \S+ --no-save .*--ignore-scripts docproof@0\.2\.0\n$/,
  );
});

test('An answer of the API that never ends is waited for only so long, also after garbage was collected', async () => {
  const { url } = await fakeGitHub({ broken: 'endless' });
  const call = client({ token: 'x', url, patience: 1_500 });
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const often = setInterval(collect, 50);
  onTestFinished(() => clearInterval(often));
  await expect(call('GET', '/user')).rejects.toThrow('no whole answer within 1.5 s');
});
