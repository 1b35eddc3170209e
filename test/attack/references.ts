import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, loadContract } from '../../src/api/index.js';
import { type Ran, run } from '../support/command.js';
import { type Attack, must, PATIENCE, type Suite } from './attack.js';
import { showsStack, startService } from './servers.js';

/** A text in a file outside the document's folder; it must not travel where nobody sent it. */
const SECRET = 'root-secret-5f1c';

/** What a `$ref` of a local document may say. Each ends with an answer or a clear error. */
const LOCAL: readonly string[] = [
  ...['//host/x', '///x', '/', '#', '', '#/', '#/paths', '#/components/schemas/self', '#/%E0%A4%A', '#/~2'],
  ...['file:///etc/passwd', 'file://host/share/x', 'file:', 'http://', 'http://[::1', 'http://127.0.0.1:1/x.yaml'],
  ...[
    'http://169.254.169.254/latest/meta-data',
    'https://localhost/x',
    'ftp://a/b',
    'data:application/json,{}',
    'javascript:1',
  ],
  ...[
    '..',
    '.',
    '../',
    './loop.yaml',
    'loop.yaml#/a',
    'folder',
    '\\\\host\\share',
    'C:\\x.yaml',
    'a\u0000b',
    'CON',
    '%2e%2e/secret.yaml',
  ],
  ...[
    'secret.yaml#/nothing',
    '../secret.yaml#/nothing',
    'link.yaml',
    'http:relative.yaml',
    '?',
    '?x=1',
    ' ',
    '\n',
    'api.yaml#/paths/~1a/get',
    '__proto__',
  ],
];

/** An exchange of such a document, so that a check has something to judge. */
const ONE = {
  request: { method: 'GET', url: 'http://localhost/a', headers: [] },
  response: { status: 200, headers: [], content: { mimeType: 'application/json', text: '{}' } },
};

/** References that lead out of a document, into itself, to the network, to devices. */
export const references: Suite = {
  name: 'references',
  title: 'A reference leads to a document or to a clear error with its place; a remote document reads no local file',
  least: 40,
  async run(attack) {
    prepare(attack);
    const home = join(attack.folder, 'home');
    const verbs = attack.times(0, 3);
    for (const [index, reference] of LOCAL.entries()) {
      const file = `ref-${index}.yaml`;
      writeFileSync(join(home, file), JSON.stringify(documentWith(reference)));
      await attack.try(`load a document with $ref ${JSON.stringify(reference)}`, () => loaded(join(home, file)));
      for (const verb of ['bundle', 'lint', 'check'].slice(0, verbs))
        await attack.try(`${verb} a document with $ref ${JSON.stringify(reference)}`, async () => {
          const captures = verb === 'check' ? ['one.ndjson'] : [];
          clear(await run([verb, file, ...captures], { cwd: home, patience: PATIENCE }), file);
        });
    }
    await remote(attack);
  },
};

function prepare(attack: Attack): void {
  const home = join(attack.folder, 'home');
  mkdirSync(join(home, 'folder'), { recursive: true });
  writeFileSync(join(attack.folder, 'secret.yaml'), `secret: ${SECRET}\n`);
  writeFileSync(join(home, 'one.ndjson'), `${JSON.stringify(ONE)}\n`);
  writeFileSync(
    join(home, 'loop.yaml'),
    "a: { $ref: 'loop.yaml#/b' }\nb: { $ref: 'loop.yaml#/a' }\n$ref: 'loop.yaml'\n",
  );
  symlinkSync('link.yaml', join(home, 'link.yaml'));
}

function documentWith(reference: string): object {
  return {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/a': {
        get: {
          parameters: [{ $ref: reference }],
          responses: { 200: { description: 'ok', content: { 'application/json': { schema: { $ref: reference } } } } },
        },
      },
    },
    components: { schemas: { self: { $ref: '#/components/schemas/self' } } },
  };
}

/** Loads, or throws a clear error. */
async function loaded(file: string): Promise<void> {
  try {
    await loadContract(file);
  } catch (error) {
    must(error instanceof InputError, `not a clear error: ${error instanceof Error ? error.stack : String(error)}`);
  }
}

/** Ended by itself, with an exit code of ours and a message for people. */
function clear({ code, stdout, stderr }: Ran, file: string): void {
  must(code === 0 || code === 1 || code === 2, `ended with ${code}: ${stderr.slice(0, 600)}`);
  must(!showsStack(stderr) && !/fault in Docproof/i.test(stderr), `no clear error: ${stderr.slice(0, 900)}`);
  must(
    code !== 2 ||
      stderr.includes(file) ||
      stdout.includes(file) ||
      /http:\/\/127/.test(stderr) ||
      /NOTHING CHECKED/.test(stdout),
    `names no file: ${stderr}`,
  );
}

/** Files that a document may fetch in all. */
const MOST_FETCHED = 1000;

/** Lets a document lead to a server on this machine. */
const OPEN = ['--allow-remote', '--allow-private', '--allow-redirects'];

/** Documents from a hostile server. */
async function remote(attack: Attack): Promise<void> {
  let asked = 0;
  const base = await startService(attack, (request, response) => {
    asked += 1;
    const path = request.url ?? '';
    if (path === '/redirect') return void response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    if (path === '/loop') return void response.writeHead(302, { location: '/loop' }).end();
    if (path === '/file')
      return void response.writeHead(302, { location: `file://${attack.folder}/secret.yaml` }).end();
    if (path.startsWith('/chain')) {
      response.end(JSON.stringify({ $ref: `/chain${Number(path.slice(6) || 0) + 1}` }));
      return;
    }
    if (path === '/local') {
      response.end(JSON.stringify(documentWith(`file://${attack.folder}/secret.yaml#/secret`)));
      return;
    }
    response.writeHead(200);
    if (path === '/endless') {
      const timer = setInterval(() => response.write('# x\n'.repeat(20_000)), 1);
      response.on('close', () => clearInterval(timer));
    } else response.end('a: 1');
  });
  for (const path of ['/redirect', '/loop', '/file', '/chain', '/endless', '/local'])
    for (const flags of [[], ['--allow-remote'], OPEN])
      await attack.try(`bundle a document that refers to ${path} of a hostile server ${flags.join(' ')}`, async () => {
        asked = 0;
        const file = `remote-${path.slice(1)}.yaml`;
        writeFileSync(join(attack.folder, 'home', file), JSON.stringify(documentWith(`${base}${path}`)));
        const ran = await run(['bundle', file, ...flags], { cwd: join(attack.folder, 'home'), patience: PATIENCE });
        must(ran.code === 2, `ended with ${ran.code}: ${ran.stdout.slice(0, 300)}`);
        clear(ran, file);
        must(!`${ran.stdout}${ran.stderr}`.includes(SECRET), 'a local file travelled into the output');
        must(flags === OPEN || asked === 0, `asked the server ${asked} times without leave`);
        must(flags !== OPEN || asked > 0, 'never asked the server');
        must(asked <= MOST_FETCHED, `asked the server ${asked} times`);
      });
}
