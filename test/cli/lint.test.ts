import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLEAN_PAGE, CLEAN_TYPE } from '../pages/template.js';
import { run } from '../support/command.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: Boats, version: '1' }
paths:
  /boats/{name}:
    get:
      responses:
        '200':
          description: one
          content:
            application/json:
              schema: { properties: { masts: { type: integer }, flag: { type: string, enum: [red, blue] } } }
              example: { masts: two, flag: String }
  /boats/{id}:
    put: { responses: { '204': { description: done } } }
  /{kind}/all:
    get: { responses: { '200': { description: all } } }
  /{kind}/none:
    delete: { responses: { '204': { description: gone } } }
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-lint-'));
  for (const path of ['docs/api', 'docs/resources', 'clean/api', 'clean/resources'])
    mkdirSync(join(folder, path), { recursive: true });
  writeFileSync(join(folder, 'clean/api/parcel-post.md'), CLEAN_PAGE);
  writeFileSync(join(folder, 'clean/resources/parcel.md'), CLEAN_TYPE);
  writeFileSync(join(folder, 'docs/api/parcel-post.md'), CLEAN_PAGE.replace('201 Created\n', '200 OK\n'));
  writeFileSync(join(folder, 'docs/resources/parcel.md'), CLEAN_TYPE.replace('"harbour"', '"TODO"'));
  writeFileSync(join(folder, 'boats.yaml'), DOCUMENT);
  writeFileSync(join(folder, 'broken.yaml'), DOCUMENT.replace('{ description: done }', "{ $ref: '#/nowhere' }"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function docproof(...args: string[]): ReturnType<typeof run> {
  return run(args, { cwd: folder });
}

describe('docproof lint', () => {
  test('The lint command takes disabled rules and the failing severity from docproof.yaml, and flags override it', async () => {
    writeFileSync(join(folder, 'lint.yaml'), 'lint: { off: [status-differs], fail-on: warning }\n');
    const configured = await docproof('lint', 'docs', '--config', 'lint.yaml');
    expect(configured).toMatchObject({ code: 1, stdout: expect.stringContaining('0 errors, 1 warning') });
    const more = await docproof('lint', 'docs', '--config', 'lint.yaml', '--off', 'todo');
    expect(more).toMatchObject({ code: 0, stdout: 'no findings in 2 pages\n' });
    const laxer = await docproof('lint', 'docs', '--config', 'lint.yaml', '--fail-on', 'never');
    expect(laxer.code).toBe(0);
    writeFileSync(join(folder, 'lint.yaml'), 'lint: { off: [status-diffres] }\n');
    const unknown = await docproof('lint', 'docs', '--config', 'lint.yaml');
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no rule status-diffres') });
  });

  test('The lint command names page, line, rule and remedy, and fails when there are errors', async () => {
    const { code, stdout } = await docproof('lint', 'docs');
    expect(stdout).toBe(`docs/api/parcel-post.md
  docs/api/parcel-post.md:75 error The example answers 200; the text promises 201. [status-differs]
      against docs/api/parcel-post.md:45
      Write the same status in both.

docs/resources/parcel.md
  docs/resources/parcel.md:4 warning A TODO is left here. [todo]
      Write what is missing, or remove it.

1 error, 1 warning and 0 infos in 2 pages
`);
    expect(code).toBe(1);
  });

  test('The lint command reports "no findings" for clean pages', async () => {
    expect(await docproof('lint', 'clean')).toMatchObject({ code: 0, stdout: 'no findings in 2 pages\n' });
  });

  test('The lint command skips disabled rules and fails from the chosen severity on', async () => {
    expect((await docproof('lint', 'docs', '--off', 'status-differs')).code).toBe(0);
    expect((await docproof('lint', 'docs', '--off', 'status-differs', '--fail-on', 'warning')).code).toBe(1);
    expect((await docproof('lint', 'docs', '--fail-on', 'never')).code).toBe(0);
    expect(await docproof('lint', 'docs', '--on', 'spelling')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no rule spelling'),
    });
  });

  test('The lint command finds contradictions within an OpenAPI document', async () => {
    const { code, stdout } = await docproof('lint', 'boats.yaml', '--format', 'json', '--off', 'undescribed-variable');
    const { findings } = JSON.parse(stdout);
    expect(
      findings.map(({ rule, page, line, message }: Record<string, string>) => [rule, `${page}:${line}`, message]),
    ).toEqual([
      ['ambiguous-path', 'boats.yaml:13', '/boats/{id} is the same path as /boats/{name}'],
      [
        'example-placeholder',
        'boats.yaml:12',
        'GET /boats/{name}, response 200, example default: /flag must be one of red, blue',
      ],
      [
        'example-schema',
        'boats.yaml:12',
        'GET /boats/{name}, response 200, example default: /masts must be integer, but is string',
      ],
      ['overlapping-path', 'boats.yaml:15', 'one URL can fit both /{kind}/all and /boats/{name}'],
    ]);
    expect(code).toBe(1);
  });

  test('The lint command finds response headers that cannot be sent, each once', async () => {
    writeFileSync(
      join(folder, 'headers.yaml'),
      `openapi: 3.1.0
info: { title: Boats, version: '1' }
paths:
  /boats:
    get: { responses: { '200': { $ref: '#/components/responses/Boat' } } }
    put: { responses: { '200': { $ref: '#/components/responses/Boat' } } }
components:
  responses:
    Boat:
      description: one
      headers:
        Sail-Number: { schema: { type: string } }
        sail number: { schema: { type: string } }
        '': { schema: { type: string } }
        trailer: { schema: { type: string } }
`,
    );
    const { code, stdout } = await docproof('lint', 'headers.yaml', '--format', 'json');
    const found = JSON.parse(stdout).findings.map(({ rule, severity, line, message }: Record<string, string>) =>
      [rule, severity, line, message].join(' '),
    );
    expect(found).toEqual([
      'unsendable-header warning 13 the response header "sail number" cannot be sent: HTTP allows no such name (RFC 9110 §5.1)',
      'unsendable-header warning 14 the response header "" cannot be sent: it has no name',
      'unsendable-header warning 15 the response header "trailer" cannot be sent: it announces trailers, and the mock sends none',
    ]);
    expect(code).toBe(0);
    const off = await docproof('lint', 'headers.yaml', '--off', 'unsendable-header');
    expect(off.stdout).toContain('no findings');
  });

  test('The lint command finds members that a JSON document has twice', async () => {
    const text =
      '{ "openapi": "3.1.0", "info": { "title": "Boats", "version": "1" },\n"paths": {\n"/boats": {},\n"/boats": {} } }';
    writeFileSync(join(folder, 'twice.json'), text);
    const { stdout } = await docproof('lint', 'twice.json');
    expect(stdout).toContain(
      'twice.json:4:1 error "/boats" is there twice, and only the last one counts [duplicate-key]',
    );
  });

  test('The lint command tells a version that is a number, and what else is wrong', async () => {
    const paths = 'paths: { boats: { get: { responses: {} } } }';
    writeFileSync(join(folder, 'version.yaml'), `openapi: 3.0\ninfo: { title: Boats, version: 1.10 }\n${paths}\n`);
    const { code, stdout } = await docproof('lint', 'version.yaml', '--format', 'json');
    const found = JSON.parse(stdout).findings.map(({ rule, line }: Record<string, string>) => `${rule} ${line}`);
    expect(found).toEqual(expect.arrayContaining(['version-number 1', 'not-text 2', 'path-without-slash 3']));
    expect(code).toBe(1);
  });

  test('The lint command reports an unresolvable reference as a finding', async () => {
    const { code, stdout } = await docproof('lint', 'broken.yaml', '--format', 'json');
    const { findings } = JSON.parse(stdout);
    expect(findings[0]).toMatchObject({
      rule: 'unresolvable-ref',
      line: 14,
      message: 'the $ref #/nowhere leads nowhere',
    });
    // The rest is held against itself all the same.
    expect(findings.map(({ rule }: Record<string, string>) => rule)).toContain('ambiguous-path');
    expect(code).toBe(1);
  });

  test('The lint command writes several formats at once, and its JSON is valid to its schema', async () => {
    const formats = ['json', 'sarif', 'html', 'github'].flatMap((name) => ['--format', `${name}=out/lint.${name}`]);
    expect((await docproof('lint', 'docs', ...formats)).code).toBe(1);
    const read = (name: string) => readFileSync(join(folder, `out/lint.${name}`), 'utf8');
    const schema = new URL('../../src/model/schema/findings.schema.json', import.meta.url);
    const validate = new Ajv2020().compile(JSON.parse(readFileSync(schema, 'utf8')));
    validate(JSON.parse(read('json')));
    expect(validate.errors).toBeNull();
    expect(JSON.parse(read('sarif')).runs[0].results[0]).toMatchObject({
      ruleId: 'status-differs',
      level: 'error',
      locations: [
        { physicalLocation: { artifactLocation: { uri: 'docs/api/parcel-post.md' }, region: { startLine: 75 } } },
      ],
    });
    expect(read('github')).toContain('::error file=docs/api/parcel-post.md,line=75,title=status-differs::');
    expect(read('html')).toContain('The example answers 200; the text promises 201.');
  });
});

test('The compile command counts the findings in the pages and fails on them with --fail-on error', async () => {
  const { code, stderr } = await docproof('compile', 'docs', '-o', 'spec');
  expect(stderr).toBe(
    'spec/openapi.yaml: 1 operation from 2 pages, 2 examples; 1 error, 1 warning and 0 infos in 2 pages\n',
  );
  expect(code).toBe(0);
  expect((await docproof('compile', 'docs', '-o', 'spec', '-q', '--fail-on', 'error')).code).toBe(1);
});
