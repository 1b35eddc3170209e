import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract, type RunningServer, startMock } from '../../src/api/index.js';
import { createContract } from '../../src/core/index.js';
import { run } from '../support/command.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docproof-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const BASE = ['--base-url', 'http://127.0.0.1:4010'];
const GOOD = 'contracts/captures/browser.har';
const BAD = 'contracts/captures/seeded.har';

describe('exit code 0', () => {
  test('A clean check, the help and the version end with exit code 0', async () => {
    expect(await run(['check', 'spec/openapi.yaml', GOOD, ...BASE])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('PASSED with 51 warnings'),
    });
    expect(await run(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage: docproof') });
    expect(await run(['check', '--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Examples:') });
    expect(await run(['--version'])).toEqual({ code: 0, stdout: '0.2.0\n', stderr: '' });
  });

  test.each(['check', 'mock', 'proxy'])(
    'The help of %s says that a document may be a folder of pages',
    async (verb) => {
      expect((await run([verb, '--help'])).stdout.replace(/\s+/g, ' ')).toMatch(/folders? of documentation pages/);
    },
  );

  test('A check with --fail-on never ends with exit code 0 despite its faults', async () => {
    expect((await run(['check', 'spec/openapi.yaml', BAD, ...BASE, '--fail-on', 'never'])).code).toBe(0);
  });
});

describe('exit code 1', () => {
  test('A check with violations of the chosen severity ends with exit code 1', async () => {
    expect((await run(['check', 'spec/openapi.yaml', BAD, ...BASE])).code).toBe(1);
    expect((await run(['check', 'spec/openapi.yaml', GOOD, ...BASE, '--fail-on', 'warning'])).code).toBe(1);
    expect((await run(['check', 'spec/openapi.yaml', GOOD, ...BASE, '--placeholders', 'error'])).code).toBe(1);
    expect(
      (await run(['check', 'spec/openapi.yaml', GOOD, ...BASE, '--placeholders', 'allow', '--fail-on', 'warning']))
        .code,
    ).toBe(0);
  });

  test('A check with too little coverage ends with exit code 1', async () => {
    const ran = await run(['check', 'spec/openapi.yaml', BAD, ...BASE, '--fail-on', 'never', '--min-coverage', '80']);
    expect(ran).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/FAILED .*; coverage is 60 % of operations, and --min-coverage asks for 80 %/),
    });
  });

  test('More inconclusive exchanges than --max-inconclusive allows end a check with exit code 1', async () => {
    const text = await readFile(new URL(`../../${GOOD}`, import.meta.url), 'utf8');
    const har: { log: { entries: object[] } } = JSON.parse(text);
    Object.assign(har.log.entries[1] ?? {}, { _wasFulfilled: true });
    const partly = await file('partly.har', JSON.stringify(har));
    const lax = await run(['check', 'spec/openapi.yaml', partly, ...BASE, '--max-inconclusive', '50']);
    expect(lax).toMatchObject({ code: 0, stdout: expect.stringMatching(/PASSED, 1 not judged in full; /) });
    const strict = await run(['check', 'spec/openapi.yaml', partly, ...BASE, '--max-inconclusive', '0']);
    expect(strict.code).toBe(1);
    expect(strict.stdout.replace(/\s+/g, ' ')).toMatch(/FAILED 1 of \d+ exchanges .* --max-inconclusive allows 0 %/);
  });

  test('Undocumented traffic ends a check with exit code 1, unless --undocumented lowers it', async () => {
    const line =
      '{"request":{"method":"POST","url":"/nothing"},"response":{"status":200}}\n{"request":{"method":"POST","url":"/identityRiskEvents"},"response":{"status":401,"json":{"error":{"code":"a","message":"b"}}}}\n';
    expect((await run(['check', 'spec/openapi.yaml', '-'], { input: line })).code).toBe(1);
    expect((await run(['check', 'spec/openapi.yaml', '-', '--undocumented', 'warn'], { input: line })).code).toBe(0);
    const allowed = await run(['check', 'spec/openapi.yaml', '-', '--undocumented', 'allow'], { input: line });
    expect(allowed).toMatchObject({ code: 0, stdout: expect.stringContaining('undocumented, and allowed to be') });
  });
});

describe('exit code 2', () => {
  const cases: [name: string, args: (string | (() => Promise<string>))[], says: RegExp][] = [
    ['a missing document', ['mock', 'gone.yaml'], /gone\.yaml: there is no such file[\s\S]*Check the path/],
    ['a folder without pages', ['mock', 'spec'], /spec: this is a folder without pages.*\n.*spec\/openapi\.yaml/],
    ['invalid YAML', ['mock', () => file('a.yaml', 'openapi: [\n')], /a\.yaml:2:1: not valid YAML or JSON/],
    [
      'a file that is not OpenAPI',
      ['bundle', () => file('b.yaml', 'a: 1\n')],
      /b\.yaml: this is not an OpenAPI description/,
    ],
    [
      'a document without operations',
      ['mock', () => file('c.yaml', 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths: {}\n')],
      /at \/paths: the document describes no operation/,
    ],
    [
      'an unresolvable $ref',
      ['mock', () => file('d.yaml', 'openapi: 3.1.0\npaths:\n  /a:\n    $ref: gone.yaml\n')],
      /d\.yaml:4:5 at \/paths\/~1a: the \$ref gone\.yaml leads nowhere/,
    ],
    [
      'a $ref out of the folder',
      ['mock', () => file('e.yaml', 'openapi: 3.1.0\npaths:\n  /a:\n    $ref: ../../../../../etc/hosts\n')],
      /leads out of the document's folder[\s\S]*--allow-path/,
    ],
    [
      'a remote $ref',
      ['mock', () => file('f.yaml', 'openapi: 3.1.0\npaths:\n  /a:\n    $ref: https://example.com/a.yaml\n')],
      /leads to another host[\s\S]*--allow-remote/,
    ],
    ['a missing capture', ['check', 'spec/openapi.yaml', 'gone.har'], /gone\.har: there is no such file/],
    ['an empty capture', ['check', 'spec/openapi.yaml', () => file('a.har', '')], /a\.har: the capture is empty/],
    [
      'a capture without entries',
      ['check', 'spec/openapi.yaml', () => file('b.har', '{"log":{"entries":[]}}')],
      /HAR capture without entries/,
    ],
    [
      'a capture of unknown format',
      ['check', 'spec/openapi.yaml', 'README.md'],
      /of no known format: it begins with "# Docproof/,
    ],
    [
      'a capture out of scope',
      ['check', 'spec/openapi.yaml', GOOD],
      /none of the 6 exchanges is in scope.*: 3 went to http:\/\/127\.0\.0\.1:4010, 1 to .*, and the document is at https:\/\/graph[\s\S]*--base-url http:\/\/127\.0\.0\.1:4010/,
    ],
    [
      'a capture of lines that was named before its document',
      ['check', 'contracts/captures/owner.ndjson', 'spec/openapi.yaml'],
      /wrong order: spec\/openapi\.yaml is a document, and contracts\/captures\/owner\.ndjson is not\n.*Name the document first: docproof check spec\/openapi\.yaml contracts\/captures\/owner\.ndjson\n/,
    ],
    [
      'a capture of a self-test that was named before its document',
      ['selftest', 'contracts/captures/owner.ndjson', 'spec/openapi.yaml'],
      /Name the document first: docproof selftest spec\/openapi\.yaml contracts\/captures\/owner\.ndjson\n/,
    ],
    [
      'a HAR that was named before its document',
      ['check', GOOD, 'spec/openapi.yaml'],
      /wrong order: .*browser\.har is not\n.*Name the document first: docproof check spec\/openapi\.yaml contracts\//,
    ],
    ['a HAR as the document of a mock', ['mock', GOOD], /this is a capture \(HAR\), not an OpenAPI description/],
    [
      'a document that is missing and has a path of Windows',
      ['mock', 'C:\\api\\gone.yaml'],
      process.platform === 'win32'
        ? /there is no such file/
        : /^error C:\\api\\gone\.yaml: there is no.*\n.*a path of Windows/,
    ],
    [
      'a reason for a baseline that is not updated',
      ['check', 'spec/openapi.yaml', GOOD, '--baseline-reason', 'known'],
      /--baseline-reason needs --update-baseline/,
    ],
    [
      'a suite beside captures',
      ['check', 'spec/openapi.yaml', GOOD, '--suite', 'browser'],
      /--suite checks the captures of docproof\.yaml, and others are named too/,
    ],
    [
      'a document beside the built-in example',
      ['bundle', 'spec/openapi.yaml', '--builtin'],
      /--builtin takes the built-in example, and spec\/openapi\.yaml is named too/,
    ],
    ['--strict without another version', ['bundle', '--builtin', '--strict'], /--strict needs --openapi/],
    [
      'a rule that is misspelt',
      ['lint', 'spec/openapi.yaml', '--off', 'exmple-placeholder'],
      /there is no rule exmple-placeholder\n.*Did you mean example-placeholder\?\n/,
    ],
    [
      'a proxy whose service was named before its document',
      ['proxy', 'http://127.0.0.1:9', 'spec/openapi.yaml'],
      /wrong order: spec\/openapi\.yaml is not a URL\n.*Name the document first, then the service/,
    ],
    [
      'a check without a capture',
      ['check', 'spec/openapi.yaml'],
      /no capture was named: spec\/openapi\.yaml is taken for the document/,
    ],
    ['an unknown flag', ['mock', '--nope'], /unknown option '--nope'/],
    ['an unknown command', ['nope'], /unknown command 'nope'/],
    [
      'a verb of other tools',
      ['compare'],
      /unknown command 'compare'\n\(Call docproof check DOCUMENT CAPTURE --against NEW-DOCUMENT\)/,
    ],
    [
      'a document whose name is misspelt',
      ['mock', 'spec/opnapi.yaml'],
      /spec\/opnapi\.yaml: there is no such file\n.*\n +Did you mean spec\/openapi\.yaml\?/,
    ],
    ['pages that are missing', ['compile', 'spec/nope', '-o', '/dev/null/x'], /spec\/nope: there is no such file/],
    [
      'pages beside some that are missing',
      ['compile', 'contracts/pages', 'spec/nope.md', '-o', '/dev/null/x'],
      /spec\/nope\.md: there is no such file/,
    ],
    ['a page that is none', ['compile', 'spec/openapi.yaml', '-o', '/dev/null/x'], /its name does not end in \.md/],
    [
      'a folder without files, which is not misspelt',
      ['check', 'spec/openapi.yaml', () => mkdtemp(join(folder, 'empty'))],
      /there is no file in this folder\n[^\n]*\n$/,
    ],
    [
      'a capture whose folder is missing',
      ['check', 'spec/openapi.yaml', 'gone/a.har'],
      /gone\/a\.har: there is no such file\n.*Check the path[^\n]*\n$/,
    ],
    [
      'an address that is not fetched',
      ['mock', 'ftp://127.0.0.1/a.yaml'],
      /Files are fetched by http:\/\/ and https:\/\/ only/,
    ],
    ['a port out of range', ['mock', '--port', '70000'], /whole number from 0 to 65535/],
    ['an unknown report format', ['check', 'spec/openapi.yaml', GOOD, '--format', 'pdf'], /text, json, ndjson/],
    ['an invalid base URL', ['check', 'spec/openapi.yaml', GOOD, '--base-url', 'localhost:4010'], /is not a base URL/],
    [
      'a report that cannot be written',
      ['check', 'spec/openapi.yaml', GOOD, ...BASE, '--format', 'json=/dev/null/x'],
      /cannot be written/,
    ],
    [
      'a report whose name is that of a folder',
      ['check', 'spec/openapi.yaml', GOOD, ...BASE, '--format', 'json=spec'],
      /spec: the report cannot be written\n +This is a folder: name a file in it\./,
    ],
    [
      'an invalid configuration',
      ['check', '--config', () => file('docproof.yaml', 'check:\n  fail-on: sometimes\n')],
      /docproof\.yaml:2:3 at \/check\/fail-on: must be one of error, warning, never/,
    ],
    ['an unknown suite', ['check', '--config', 'contracts/docproof.yaml', '--suite', 'x'], /there is no suite x/],
  ];

  test.each(cases)(
    'Unusable input ends with exit code 2 and a message that says why: %s',
    async (_name, args, says) => {
      const given = await Promise.all(args.map((arg) => (typeof arg === 'string' ? arg : arg())));
      const { code, stderr, stdout } = await run(given);
      expect(stderr).toMatch(says);
      expect(stderr).not.toMatch(/\n\s+at /);
      expect([code, stdout]).toEqual([2, '']);
    },
  );

  test('A check of a HAR that is cut checks its whole entries, reports the cut and ends with exit code 2', async () => {
    const text = await readFile(new URL(`../../${GOOD}`, import.meta.url), 'utf8');
    const cut = await file('cut.har', text.slice(0, text.length / 2));
    const ran = await run(['check', 'spec/openapi.yaml', cut, ...BASE, '--placeholders', 'allow']);
    expect(ran.code).toBe(2);
    expect(ran.stdout).toMatch(
      /not read: .*cut\.har #\d: the capture ends inside the entry that begins at byte \d+, after entry \d\. To have the rest, save or copy/,
    );
    expect(ran.stdout).toMatch(/INCONCLUSIVE 1 entry could not be read; no violations in \d exchanges?/);
  });

  test('A capture in which nothing could be judged is inconclusive and ends with exit code 2', async () => {
    const text = await readFile(new URL(`../../${GOOD}`, import.meta.url), 'utf8');
    const har: { log: { entries: object[] } } = JSON.parse(text);
    for (const entry of har.log.entries) Object.assign(entry, { _wasFulfilled: true });
    const mocked = await file('mocked.har', JSON.stringify(har));
    const ran = await run(['check', 'spec/openapi.yaml', mocked, ...BASE, '--fail-on', 'never']);
    expect(ran.stdout).toMatch(/INCONCLUSIVE no exchange could be judged in full/);
    expect(ran.code).toBe(2);
  });

  test('A capture that cannot be read is not said to be out of scope', async () => {
    const ran = await run(['check', 'spec/openapi.yaml', await file('answer.http', 'HTTP/1.1 200 OK\r\n\r\n{}')]);
    expect(ran.stdout).toContain('has no request before it; with curl, record both: curl -iv');
    expect(ran.stdout).toContain('INCONCLUSIVE 1 entry could not be read\n');
    expect(ran.code).toBe(2);
  });

  test('A suite with nothing in scope is named, and the other suites are checked', async () => {
    const line = (url: string) =>
      `${JSON.stringify({ request: { method: 'GET', url, headers: {} }, response: { status: 200, headers: {} } })}\n`;
    await file(
      'api.yaml',
      'openapi: 3.1.0\ninfo: { title: T, version: "1" }\nservers: [{ url: "http://h/v1" }]\npaths: { /a: { get: { responses: { "200": { description: ok } } } } }\n',
    );
    await file('other.ndjson', line('http://other/v2/a'));
    await file('mixed.ndjson', line('http://h/v1/a') + line('http://other/v2/a'));
    const config = await file(
      'suites.yaml',
      'suites:\n  first: { document: api.yaml, captures: [other.ndjson] }\n  second: { document: api.yaml, captures: [mixed.ndjson] }\n',
    );
    const ran = await run(['check', '--config', config]);
    expect(ran.stderr).toContain('suite first: the only exchange is not in scope of');
    expect(ran.stderr).toContain('it went to http://other/v2, and the document is at http://h/v1');
    expect(ran.stderr).toContain('--base-url http://other, or --base-url http://other/v2');
    expect(ran.stdout).toContain("out of scope: 1 exchange, to other servers than the document's: http://other/v2");
    expect(ran.stdout).toContain('PASSED');
    expect(ran.code).toBe(2);
    const json = await run(['check', '--config', config, '--suite', 'second', '--format', 'json']);
    expect(JSON.parse(json.stdout).summary.otherServers).toEqual([{ server: 'http://other/v2', exchanges: 1 }]);
  });

  test('A document that its server does not have is an address to check, not a path', async () => {
    const server = await startMock(await loadContract('spec/openapi.yaml'), { port: 0 });
    try {
      const { code, stderr } = await run(['lint', `${server.url}/gone.yaml`]);
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/answered with status 404\n +Check the address, or pass/),
      ]);
    } finally {
      await server.close();
    }
  });

  test('A port in use ends with exit code 2 and a message that names the port and the flag', async () => {
    const server: RunningServer = await startMock(await loadContract(), { port: 0 });
    const { code, stderr } = await run(['mock', '--port', String(server.port)]);
    await server.close();
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(
        new RegExp(`port ${server.port} on 127\\.0\\.0\\.1 is in use[\\s\\S]*--port ${server.port + 1}`),
      ),
    ]);
  });
});

describe('a docproof.yaml in the current folder', () => {
  test('A docproof.yaml in the current folder is found by itself, and its paths are relative to it', async () => {
    const { code, stdout } = await run(['check', '--quiet'], {
      cwd: fileURLToPath(new URL('../../contracts/', import.meta.url)),
    });
    expect([code, stdout]).toEqual([0, expect.stringContaining('5 exchanges checked from captures/browser.har')]);
  });
});

describe('reports', () => {
  test('Several reports are written at once, each to its own place', async () => {
    const junit = join(folder, 'deep', 'report.xml');
    const { code, stdout } = await run([
      'check',
      'spec/openapi.yaml',
      GOOD,
      ...BASE,
      '--format',
      'json',
      '--format',
      `junit=${junit}`,
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { checked: 5 } });
    expect(await readFile(junit, 'utf8')).toContain('<testsuites');
  });
});

describe('docproof bundle', () => {
  test('The bundle command writes one file in the format that its ending names', async () => {
    const path = join(folder, 'made', 'bundle.json');
    expect(await run(['bundle', '--builtin', '-o', path])).toMatchObject({ code: 0, stdout: '' });
    const text = await readFile(path, 'utf8');
    expect(JSON.parse(text)).toMatchObject({ openapi: '3.1.0' });
    expect(text).not.toMatch(/externalValue|\.yaml"/);
    expect((await run(['bundle', path])).stdout).toBe((await run(['bundle', '--builtin'])).stdout);
    expect((await run(['bundle', '--builtin', '-o', join(folder, 'x.txt')])).stderr).toContain(
      'the ending of the name does not say the format',
    );
  });

  test('The bundle command writes a module that the core makes a contract of, into a file of scripts only', async () => {
    const path = join(folder, 'contract.mjs');
    expect(await run(['bundle', '--builtin', '--module', '-o', path])).toMatchObject({ code: 0, stdout: '' });
    const { document, options } = await import(path);
    const contract = await createContract(document, options);
    expect([contract.document.source, contract.operations.length]).toEqual(['spec/openapi.yaml', 5]);
    expect((await run(['bundle', '--builtin', '--module'])).stdout).toBe(await readFile(path, 'utf8'));
    const refused = [await run(['bundle', '--builtin', '--module', '-o', join(folder, 'x.json')])];
    refused.push(await run(['bundle', '--builtin', '-o', path]), await run(['bundle', '--module', '--openapi', '3.0']));
    expect(refused.map(({ code }) => code)).toEqual([2, 2, 2]);
    expect(refused[0]?.stderr).toContain('Name a file that ends in .js or .mjs.');
  });
});
