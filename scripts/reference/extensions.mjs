import { importSources } from '../source.mjs';
import { code, fence, head, table } from './markdown.mjs';
import { eachWithWords } from './words.mjs';

const KINDS = { response: 'a response', media: 'a media type', example: 'an example', operation: 'an operation' };

/** What each extension does, the values that it takes, and a piece of a document that has it. */
export const EXTENSIONS = {
  'x-docproof-default': {
    does: 'The response that a mock gives where several would do, and nobody asks for one. Without it, it is the lowest 2xx.',
    values: '`true` or `false`',
    example: `responses:
  '200': { description: found at once }
  '202': { description: asked for, x-docproof-default: true }`,
  },
  'x-docproof-pace': {
    does: 'The milliseconds between two items of a stream that a mock sends. `Prefer: pace=50` asks for another pace.',
    values: 'a number, or a range: `200`, `100..300`; up to ten minutes',
    example: `content:
  text/event-stream:
    x-docproof-pace: 100..300
    itemSchema: { type: object }`,
  },
  'x-docproof-when': {
    does: 'The requests to which an example is the answer. All values that it names must be those of the request. A value is compared, or judged by a schema where it is `{ schema: … }`. Where no rule fits, the first example is the answer: write one without a rule first.',
    values: 'an object with `body` (by JSON pointer), `path`, `query`, `header`, `cookie`',
    example: `examples:
  usual:
    value: { state: open }
  blocked:
    x-docproof-when: { body: { /riskLevel: high }, query: { notify: { schema: { type: boolean } } } }
    value: { state: blocked }`,
  },
};

/** docs/reference/extensions.md: what Docproof adds to OpenAPI. */
export async function extensionPages() {
  const [{ OWN_EXTENSIONS }] = await importSources('src/contract/own-extensions.ts');
  const all = eachWithWords(Object.keys(OWN_EXTENSIONS), EXTENSIONS, 'scripts/reference/extensions.mjs');
  const sections = all.map(([name, { does, values, example }]) =>
    [
      `## ${code(name)}\n`,
      `${does}\n`,
      `It stands in ${OWN_EXTENSIONS[name].map((kind) => KINDS[kind]).join(' or ')}. Its value is ${values}.\n`,
      fence(example, 'yaml'),
      '',
    ].join('\n'),
  );
  const text = [
    head('Extensions of OpenAPI', { order: 4, nav: 'Extensions (x-docproof-…)' }),
    'A document may say more to Docproof by members whose names begin with `x-docproof-`. Other tools pass over them. Whoever may not change the document writes them into an [overlay](options.md).',
    'One with a wrong value, name or place is said at start, and found by `docproof lint`: [`unusable-extension`](rules/unusable-extension.md).\n',
    table(
      ['extension', 'in', 'value'],
      all.map(([name, { values }]) => [
        `[${code(name)}](#${name})`,
        OWN_EXTENSIONS[name].map((kind) => KINDS[kind]).join(', '),
        values,
      ]),
    ),
    '',
    ...sections,
    '## What Docproof writes\n',
    'Overlays that `docproof check --suggest` writes have `x-docproof-seen` beside each change: how often, in which operation and where the traffic shows it. Documents that `docproof compile` writes have `x-source` beside operations, properties and examples: the page and its line.',
  ];
  return { 'docs/reference/extensions.md': `${text.join('\n')}\n` };
}
