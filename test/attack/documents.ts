import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../support/command.js';
import { askAt } from '../support/serve.js';
import { type Attack, must, PATIENCE, type Suite } from './attack.js';
import { showsStack, startVictim } from './servers.js';

type Schema = object | boolean;

/** A schema that costs far more than its text, and a body that must never be accepted. */
interface Bomb {
  readonly schema: Schema;
  readonly schemas?: Readonly<Record<string, Schema>>;
  /** What no reading of the schema allows. */
  readonly wrong: unknown;
}

const ref = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });

/** `levels` schemas, each of which names the next one twice. */
function doubling(levels: number, write: (next: Schema) => Schema, last: Schema): Bomb {
  const schemas: Record<string, Schema> = {};
  for (let level = 0; level < levels; level += 1)
    schemas[`s${level}`] = write(level + 1 < levels ? ref(`s${level + 1}`) : last);
  return { schema: ref('s0'), schemas, wrong: 7 };
}

const text = { type: 'string' };
const BOMBS: Readonly<Record<string, () => Bomb>> = {
  oneOf: () => doubling(26, (next) => ({ oneOf: [{ allOf: [next, { minLength: 1 }] }, next] }), text),
  anyOf: () => doubling(26, (next) => ({ anyOf: [next, next] }), text),
  allOf: () => doubling(22, (next) => ({ allOf: [next, next] }), text),
  not: () => doubling(20, (next) => ({ allOf: [{ not: { not: next } }, next] }), text),
  conditions: () =>
    doubling(
      20,
      (next) => JSON.parse(`{"if":${JSON.stringify(next)},"then":${JSON.stringify(next)},"else":false}`),
      text,
    ),
  properties: () => ({
    ...doubling(24, (next) => ({ type: 'object', properties: { a: next, b: next }, required: ['a', 'b'] }), text),
    wrong: [],
  }),
  enumeration: () => ({ schema: { enum: Array.from({ length: 500_000 }, (_, index) => `v${index}`) }, wrong: 'none' }),
  required: () => ({
    schema: { type: 'object', required: Array.from({ length: 20_000 }, (_, index) => `p${index}`) },
    wrong: {},
  }),
  members: () => ({
    schema: {
      type: 'object',
      properties: Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`p${index}`, { type: 'integer' }])),
    },
    wrong: { p19999: 'x' },
  }),
  patterns: () => ({
    schema: {
      type: 'object',
      patternProperties: Object.fromEntries(
        Array.from({ length: 500 }, (_, index) => [`(a+)+${index}$`, { type: 'integer' }]),
      ),
      additionalProperties: { type: 'string' },
    },
    wrong: { [`${'a'.repeat(2_000)}!`]: 1 },
  }),
  quantifiers: () => ({ schema: { type: 'string', pattern: '^(((a{1,100}){1,100}){1,100}){1,100}$' }, wrong: 7 }),
  unique: () => ({
    schema: { type: 'array', uniqueItems: true },
    wrong: [...Array.from({ length: 20_000 }, (_, index) => ({ index })), { index: 0 }],
  }),
  deep: () => {
    let schema: Schema = text;
    for (let level = 0; level < 2_000; level += 1) schema = { type: 'array', items: schema };
    return { schema, wrong: 7 };
  },
  branches: () => ({
    schema: { oneOf: Array.from({ length: 3_000 }, (_, index) => ({ const: `v${index}` })) },
    wrong: 'none',
  }),
};

/** Small documents that ask for endless work. */
export const documents: Suite = {
  name: 'documents',
  title:
    'A document that asks for endless work stays in its budget or is named, and nothing passes because it was too large to judge',
  least: Object.keys(BOMBS).length * 2,
  async run(attack) {
    for (const [name, make] of Object.entries(BOMBS)) await explode(attack, name, make());
  },
};

async function explode(attack: Attack, name: string, { schema, schemas = {}, wrong }: Bomb): Promise<void> {
  const file = `${name}.json`;
  const content = { 'application/json': { schema } };
  writeFileSync(
    join(attack.folder, file),
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: name, version: '1' },
      paths: {
        '/x': {
          post: { requestBody: { required: true, content }, responses: { 200: { description: 'ok', content } } },
        },
      },
      components: { schemas },
    }),
  );
  const capture = `${name}.ndjson`;
  const headers = { 'content-type': 'application/json' };
  writeFileSync(
    join(attack.folder, capture),
    JSON.stringify({
      request: { method: 'POST', url: 'http://a.example/x', headers, json: wrong },
      response: { status: 200, headers, json: wrong },
    }),
  );
  await attack.try(`check a wrong body against the document bomb "${name}"`, async () => {
    const ran = await run(['check', file, capture, '--base-url', 'http://a.example'], {
      cwd: attack.folder,
      patience: PATIENCE,
    });
    must(
      ran.code === 1 || ran.code === 2,
      `ended with ${ran.code}: ${ran.stdout.slice(-400)}${ran.stderr.slice(0, 400)}`,
    );
    must(
      !showsStack(ran.stderr) && !/fault in Docproof/i.test(ran.stderr),
      `no clear message: ${ran.stderr.slice(0, 600)}`,
    );
  });
  await attack.try(`ask the mock of the document bomb "${name}"`, async () => {
    const mock = await startVictim(attack, ['mock', file, '--dynamic', '--seed', 's', '-v', 'silent']);
    try {
      const answer = await askAt(mock.url, 'POST /x', { body: JSON.stringify(wrong), headers });
      must(answer.status >= 400, `a wrong body was accepted with ${answer.status}`);
      must(answer.status !== 500, `500: ${answer.text.slice(0, 400)}`);
      mock.mustBeWell();
    } finally {
      mock.child.kill('SIGKILL');
      await mock.ended;
    }
  });
}
