import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applyOverlay,
  type OverlayAction,
  overlayJson,
  pathOf,
  readOverlay,
} from '../../src/document/overlay/index.js';
import { at, child, InputError, type JsonValue } from '../../src/model/index.js';

/** The document after these actions, by the rules of Overlay 1.0. */
function overlaid(root: JsonValue, ...actions: OverlayAction[]): JsonValue {
  return applyOverlay(root, overlayOf(actions)).root;
}

function overlayOf(actions: readonly OverlayAction[], version: '1.0' | '1.1' = '1.0') {
  return { source: 'overlay.yaml', version, info: { title: 'O', version: '1' }, actions };
}

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}

const PETS: JsonValue = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1' },
  tags: [{ name: 'a' }],
  paths: {
    '/pets': {
      get: {
        parameters: [
          { name: 'id', in: 'query' },
          { name: 'limit', in: 'query', schema: { enum: [1, 2] } },
          { name: 'id', in: 'header' },
        ],
        responses: { 200: { description: 'all' }, '4XX': { description: 'bad' } },
      },
      post: { 'x-internal': true },
    },
  },
};

describe('an overlay update', () => {
  test('An overlay update is merged into objects at every depth and replaces single values', () => {
    expect(
      overlaid(PETS, {
        target: '$.paths["/pets"].get.responses',
        update: { 200: { description: 'all pets', content: { 'text/plain': {} } }, 404: { description: 'none' } },
      }),
    ).toMatchObject({
      paths: {
        '/pets': {
          get: {
            responses: {
              200: { description: 'all pets', content: { 'text/plain': {} } },
              '4XX': { description: 'bad' },
              404: { description: 'none' },
            },
          },
        },
      },
    });
  });

  test('An overlay update is appended to arrays, also to nested ones', () => {
    expect(overlaid({ tags: [1] }, { target: '$.tags', update: { name: 'b' } })).toEqual({ tags: [1, { name: 'b' }] });
    expect(overlaid({ tags: [1] }, { target: '$', update: { tags: [2, 3] } })).toEqual({ tags: [1, 2, 3] });
  });

  test('An overlay update reaches the items that a filter selects and no others', () => {
    const changed = overlaid(PETS, {
      target: "$.paths['/pets'].get.parameters[?@.name=='id']",
      update: { required: true },
    });
    expect(changed).toMatchObject({
      paths: {
        '/pets': {
          get: {
            parameters: [{ name: 'id', required: true }, { name: 'limit' }, { in: 'header', required: true }],
          },
        },
      },
    });
    expect(JSON.stringify(changed).match(/required/g)).toHaveLength(2);
  });

  test('An overlay update sees the updates before it', () => {
    expect(
      overlaid(
        {},
        { target: '$', update: { a: {} } },
        { target: '$.a', update: { b: [] } },
        { target: '$.a.b', update: 1 },
      ),
    ).toEqual({ a: { b: [1] } });
  });

  test('An overlay update changes only its own place where YAML aliases share one value', () => {
    const shared = { type: 'string' };
    expect(overlaid({ a: shared, b: shared }, { target: '$.a', update: { format: 'date' } })).toEqual({
      a: { type: 'string', format: 'date' },
      b: { type: 'string' },
    });
    expect(shared).toEqual({ type: 'string' });
  });

  test('An overlay update with a member named __proto__ adds a member of that name', () => {
    const root = overlaid({ a: {} }, { target: '$.a', update: JSON.parse('{"__proto__":{"polluted":1}}') });
    expect(JSON.stringify(root)).toBe('{"a":{"__proto__":{"polluted":1}}}');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('an overlay removal', () => {
  test('An overlay removal takes all selected nodes out of arrays and objects and ignores an update beside it', () => {
    expect(
      overlaid(PETS, {
        target: "$.paths['/pets'].get.parameters[?@.name=='id']",
        remove: true,
        update: { required: true },
      }),
    ).toMatchObject({ paths: { '/pets': { get: { parameters: [{ name: 'limit' }] } } } });
    const { paths } = JSON.parse(
      JSON.stringify(overlaid(PETS, { target: "$.paths.*[?@['x-internal']==true]", remove: true })),
    );
    expect(Object.keys(paths['/pets'])).toEqual(['get']);
  });

  test('An overlay removal of nested nodes removes both', () => {
    expect(overlaid({ a: [{ b: 1 }, { b: 2 }] }, { target: '$..[?@.b || @ == 2]', remove: true })).toEqual({ a: [] });
  });

  test('An overlay removal leaves everything else as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 })), (list) => {
        expect(overlaid({ list }, { target: '$.list[?@ == 1]', remove: true })).toEqual({
          list: list.filter((item) => item !== 1),
        });
      }),
    );
  });
});

test('An overlay action that selects nothing is reported by its number', () => {
  const { root, applied, unmatched } = applyOverlay(
    PETS,
    overlayOf([
      { target: '$.nowhere', update: {} },
      { target: '$.tags', update: { name: 'b' } },
      { target: '$.paths["/none"]', remove: true },
    ]),
  );
  expect({ applied, unmatched }).toEqual({ applied: [1], unmatched: [0, 2] });
  expect(root).toMatchObject({ tags: [{ name: 'a' }, { name: 'b' }] });
});

test('An overlay copy is independent of the part that it was copied from', () => {
  const { root } = applyOverlay(
    { a: { x: [1] }, b: {} },
    overlayOf(
      [
        { target: '$.b', copy: '$.a' },
        { target: '$.b.x', update: 2 },
      ],
      '1.1',
    ),
  );
  expect(root).toEqual({ a: { x: [1] }, b: { x: [1, 2] } });
});

describe('invalid overlays', () => {
  test.each([
    ['overlay: 2.0.0\ninfo: {}', 'overlay.yaml:1:1 at /overlay: Overlay 2.0.0 is not read'],
    [
      'overlay: 1.0.0\ninfo: { title: a, version: "1" }\nactions:\n  - target: $.a\n    updat: {}\n',
      'overlay.yaml:5:5 at /actions/0/updat: an action has no member "updat"',
    ],
    [
      'overlay: 1.0.0\ninfo: { title: a, version: "1" }\nactions:\n  - target: $.a\n    update: { $ref: other.yaml }\n',
      'the $ref other.yaml leads out of the document',
    ],
    [
      'overlay: 1.0.0\ninfo: { title: a, version: "1" }\nactions:\n  - { target: $.a, copy: $.b }\n',
      '"copy" came with Overlay 1.1',
    ],
    ['openapi: 3.1.0', 'this is not an overlay'],
  ])('An invalid overlay is refused with its line: %j', (text, problem) => {
    expect(refusal(() => readOverlay(text, 'overlay.yaml'))).toContain(problem);
  });

  test.each(['$.a[', 'a.b', '$.a[?@.b = 1]', '$[?nope(@)]'])(
    'An overlay whose target is %s is refused with its line',
    (target) => {
      const text = `overlay: 1.0.0\ninfo: { title: a, version: '1' }\nactions:\n  - target: ${JSON.stringify(target)}\n    update: {}\n`;
      expect(refusal(() => applyOverlay({ a: { b: 1 } }, readOverlay(text, 'overlay.yaml')))).toMatch(
        /^overlay\.yaml:4:5 at \/actions\/0\/target: .* is not usable/,
      );
    },
  );

  test('An overlay that would put an object in the place of a single value is refused', () => {
    expect(refusal(() => overlaid(PETS, { target: '$.info.title', update: { a: 1 } }))).toContain('cannot be merged');
  });

  test('An overlay that multiplies itself, or whose path does, is refused soon', () => {
    const twice = Array.from({ length: 60 }, () => ({ target: '$..b', copy: '$' }));
    expect(refusal(() => applyOverlay({ a: { b: {} } }, overlayOf(twice, '1.1')))).toContain('not usable');
    const deep = JSON.parse(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`);
    expect(refusal(() => overlaid(deep, { target: '$..[?@..[?@..[?@..a]]]', remove: true }))).toContain(
      'looks at too much',
    );
  }, 30_000);
});

test('An overlay is read back as it was written', () => {
  const overlay = {
    ...overlayOf([
      { target: '$.a', description: 'why', update: { b: [1, null] }, extensions: { 'x-seen': 3 } },
      { target: '$.c', remove: true },
    ]),
    extends: 'openapi.yaml',
  };
  const { text: _, ...read } = readOverlay(JSON.stringify(overlayJson(overlay)), 'overlay.yaml');
  expect(read).toEqual(overlay);
});

test('A written path selects its own place and no other, whatever the names are', () => {
  const key = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom("it's", '"', '\\', '/a~b', '', '$', '@odata.x', 'é', '0', '__proto__'),
  );
  const { value: anyJson } = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.integer(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(key, anyJson, { minKeys: 1, maxKeys: 4 }), fc.nat(), (root, choice) => {
      const pointers = pointersOf(root).slice(1);
      const pointer = pointers[choice % pointers.length] ?? '';
      const marked = overlaid(root, { target: pathOf(root, pointer), remove: true });
      expect(
        at(marked, pointer) === undefined || Array.isArray(at(root, pointer.slice(0, pointer.lastIndexOf('/')))),
      ).toBe(true);
      expect(pointersOf(marked).length).toBe(pointersOf(root).length - pointersOf(at(root, pointer) ?? null).length);
    }),
  );
});

function pointersOf(value: JsonValue, pointer = ''): string[] {
  return typeof value === 'object' && value !== null
    ? [pointer, ...Object.entries(value).flatMap(([name, member]) => pointersOf(member ?? null, child(pointer, name)))]
    : [pointer];
}
