import fc from 'fast-check';
import { applyOverlay, readOverlay } from '../../src/document/overlay/index.js';
import type { JsonValue } from '../../src/model/index.js';
import { mostOf, must, readOrRefused, type Target } from './target.js';

const ROOT: JsonValue = {
  openapi: '3.1.0',
  info: { title: 'x' },
  paths: { '/a': { get: { tags: ['x', 'y'], responses: {} } } },
  list: [1, [2]],
};
const BEFORE = JSON.stringify(ROOT);

const target = fc.constantFrom<unknown>(
  '$',
  '$.info',
  '$.paths.*',
  '$..tags',
  '$.list[*]',
  '$.list[0]',
  '$.nowhere',
  '$[?',
  7,
  "$.paths['/a'].get",
  '$..*',
);

const action = fc.record(
  {
    target,
    update: fc.oneof(
      fc.constantFrom<unknown>({ a: 1 }, [1], null, 'x', { $ref: 'x.yaml' }, { __proto__x: { b: [] } }),
      fc.object({ maxDepth: 2, maxKeys: 2 }),
    ),
    remove: fc.constantFrom<unknown>(true, false, 'x'),
    copy: target,
    description: fc.constantFrom<unknown>('d', 7),
    'x-y': fc.constant(1),
  },
  { requiredKeys: ['target'] },
);

export const overlays: Target = {
  name: 'overlays',
  title:
    'Any text is read as an overlay and applied, or refused with its place; the document that was given stays as it is',
  seeds: [
    "overlay: 1.1.0\ninfo: {title: x, version: '1'}\nactions:\n  - target: $.info\n    update: {title: y}\n  - target: $..tags\n    remove: true\n  - target: $.list\n    copy: $.list[1]\n",
    '{"overlay":"1.0.0","info":{"title":"x","version":1},"extends":"a.yaml","actions":[{"target":"$.paths.*","update":{"get":{"x-a":[1]}}}]}',
  ],
  tokens: [
    'overlay: 1.1.0\n',
    'actions:\n',
    '  - target: $\n',
    '    remove: true\n',
    '    update: ',
    '    copy: $\n',
    '$..*',
    '$',
    '{',
    '}',
    '[',
    ']',
    'x-a: 1\n',
    'null',
    "'",
  ],
  structured: fc
    .record({
      overlay: fc.constantFrom<unknown>('1.0.0', '1.1.0', 1, 1.1, '2.0', {}),
      info: fc.constantFrom<unknown>({ title: 'x', version: 1 }, {}),
      actions: fc.array(action, { maxLength: 4 }),
    })
    .map((overlay) => JSON.stringify(overlay, null, 1)),
  async check(input) {
    const applied = await readOrRefused(() => applyOverlay(ROOT, readOverlay(input.toString(), 'input')));
    must(JSON.stringify(ROOT) === BEFORE, 'the document that was given is another one now');
    if (!applied) return;
    const { length } = JSON.stringify(applied.root) ?? '';
    must(length <= mostOf(input, 400), `the document grew to ${length} characters`);
  },
};
