import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyOverlay, overlayJson, pathOf, readOverlay } from '../../src/document/overlay/index.js';
import { at, child, InputError, isObject, type JsonValue, own } from '../../src/model/index.js';

const HEAD = 'overlay: 1.1.0\ninfo: { title: o, version: "1" }\n';

/** A document after an overlay, both written as text. */
function laidOver(root: JsonValue, overlay: string): JsonValue {
  return applyOverlay(root, readOverlay(overlay, 'o.yaml')).root;
}

function refusal(root: JsonValue, overlay: string): string {
  try {
    laidOver(root, overlay);
  } catch (error) {
    if (error instanceof InputError) return `${error.message} ${error.cure}`;
    throw error;
  }
  throw new Error('nothing was refused');
}

const HARBOUR: JsonValue = {
  openapi: '3.2.0',
  info: { title: 'Harbour', version: '1' },
  tags: ['boats'],
  paths: {
    '/boats': { get: { tags: ['boats', 'old'], responses: { 200: { description: 'all' } } } },
    '/ships': { delete: { responses: { 204: { description: 'gone' } } } },
  },
};

describe('a copy', () => {
  test('An overlay copy merges the node of the document into an object that has other members', () => {
    expect(
      laidOver(HARBOUR, `${HEAD}actions:\n  - { target: "$.paths['/ships']", copy: "$.paths['/boats']" }\n`),
    ).toMatchObject({
      paths: { '/ships': { get: { responses: { 200: { description: 'all' } } }, delete: {} }, '/boats': { get: {} } },
    });
  });

  test('An update, a copy and a removal in this order rename a path', () => {
    const moved = laidOver(
      HARBOUR,
      `${HEAD}actions:
  - { target: $.paths, update: { /vessels: {} } }
  - { target: "$.paths['/vessels']", copy: "$.paths['/boats']" }
  - { target: "$.paths['/boats']", remove: true }
`,
    );
    expect(Object.keys(at(moved, '/paths') ?? {})).toEqual(['/ships', '/vessels']);
    expect(at(moved, '/paths/~1vessels')).toEqual(at(HARBOUR, '/paths/~1boats'));
  });

  test('An overlay copy replaces a single value, and is appended to a list', () => {
    const changed = laidOver(
      HARBOUR,
      `${HEAD}actions:
  - { target: $.info.version, copy: $.info.title }
  - { target: $.tags, copy: $.info.title }
  - { target: $.tags, copy: "$.paths['/boats'].get.tags" }
`,
    );
    expect(changed).toMatchObject({ info: { version: 'Harbour' }, tags: ['boats', 'Harbour', 'boats', 'old'] });
  });

  test('An overlay copy takes the document as the actions before it left it', () => {
    const changed = laidOver(
      { a: { x: 1 }, b: {} },
      `${HEAD}actions:\n  - { target: $.a, update: { y: 2 } }\n  - { target: $.b, copy: $.a }\n`,
    );
    expect(changed).toEqual({ a: { x: 1, y: 2 }, b: { x: 1, y: 2 } });
  });

  test('A removal comes before a copy and an update that are beside it', () => {
    const overlay = `${HEAD}actions:\n  - { target: $.a, remove: true, copy: $.b, update: { c: 1 } }\n`;
    expect(laidOver({ a: {}, b: { x: 1 } }, overlay)).toEqual({ b: { x: 1 } });
  });

  test('An overlay copy whose target selects nothing changes nothing and is reported', () => {
    const overlay = readOverlay(`${HEAD}actions:\n  - { target: $.none, copy: $.info }\n`, 'o.yaml');
    expect(applyOverlay(HARBOUR, overlay)).toEqual({ root: HARBOUR, applied: [], unmatched: [0] });
  });

  test.each([
    [
      'target: $.paths, copy: $.nowhere',
      'o.yaml:4:24 at /actions/0/copy: $.nowhere selects nothing, and must select one node',
    ],
    ['target: $.info, copy: $.paths.*', '$.paths.* selects 2 nodes, and must select one node'],
    ['target: $.info, copy: "$["', '$[ is not usable'],
    ['target: $.info, copy: $.tags', 'the target is an object, with which an array cannot be merged'],
    ['target: $.info.title, copy: $.info', 'the target is a single value, with which an object cannot be merged'],
    ['target: "$..*", copy: $.info', 'at once'],
    ['target: $.info, copy: $.info, update: {}', 'an action has either "update" or "copy"'],
    ['target: $.info, copy: [$.info]', '"copy" must be text'],
  ])('An overlay copy that cannot be carried out is refused with its line: %s', (action, problem) => {
    expect(refusal(HARBOUR, `${HEAD}actions:\n  - { ${action} }\n`)).toContain(problem);
  });
});

describe('what Overlay 1.1 changes', () => {
  test('Overlay 1.1 takes single values out of a list', () => {
    const overlay = `${HEAD}actions:\n  - { target: "$.paths.*.get.tags[?@ == 'old']", remove: true }\n`;
    expect(at(laidOver(HARBOUR, overlay), '/paths/~1boats/get/tags')).toEqual(['boats']);
  });

  test.each([
    ['{ a: [1] }', '{ a: {} }', '"a" is an array in the document and an object here'],
    ['{ a: { b: 1 } }', '{ a: { b: [2] } }', '"b" is a single value in the document and an array here'],
    ['{ a: {} }', '{ a: null }', '"a" is an object in the document and a single value here'],
  ])('Overlay 1.1 refuses to merge into %s what Overlay 1.0 puts in its place: %s', (before, update, problem) => {
    const actions = `actions:\n  - { target: $, update: ${update} }\n`;
    const root: JsonValue =
      readOverlay(`${HEAD}actions: [{ target: $, update: ${before} }]`, 'o').actions[0]?.update ?? null;
    expect(refusal(root, `${HEAD}${actions}`)).toContain(problem);
    expect(() => laidOver(root, `overlay: 1.0.0\ninfo: { title: o, version: "1" }\n${actions}`)).not.toThrow();
  });

  test.each(['1.0.0', '1.0.7', '1.1.0', '1.1.3'])('Overlay %s is read', (version) => {
    const text = `overlay: ${version}\ninfo: { title: o, version: "1" }\nactions: [{ target: $.a, remove: true }]\n`;
    expect(readOverlay(text, 'o.yaml').version).toBe(version.slice(0, 3));
  });

  test.each(['1.2.0', '2.0.0', '1.10.0', '0.9.0', 'one', '[1]'])(
    'Overlay %s is refused with its line and the versions that are read',
    (version) => {
      const message = refusal({}, `info: { title: o, version: "1" }\noverlay: ${version}\nactions: []\n`);
      expect(message).toMatch(/^o\.yaml:2:1 at \/overlay: Overlay \S+ is not read/);
      expect(message).toContain('write "overlay: 1.0.0" or "overlay: 1.1.0"');
    },
  );

  test.each([
    ['title: o', '[]', 'o.yaml:3:1 at /actions: an overlay has at least one action'],
    ['title: o', '[{ target: $.a }]', 'at /actions/0: an action has an "update", a "copy" or a "remove"'],
    ['title: o, descripton: x', '[{ target: $.a, remove: true }]', 'the "info" of an overlay has no member'],
    ['title: o, description: 4', '[{ target: $.a, remove: true }]', '"description" must be text'],
  ])('Overlay 1.1 refuses what its schema does not have: { %s }, actions %s', (info, actions, problem) => {
    expect(refusal({}, `overlay: 1.1.0\ninfo: { version: "1", ${info} }\nactions: ${actions}\n`)).toContain(problem);
  });

  test('The description and the extensions of an overlay are read and written back', () => {
    const info = { title: 'o', version: '2', description: 'Why it is **there**.', 'x-team': 'harbour' };
    const overlay = { overlay: '1.1.0', info, actions: [{ target: '$.a', copy: '$.b' }] };
    expect(overlayJson(readOverlay(JSON.stringify(overlay), 'o.json'))).toEqual(overlay);
  });
});

const anyKey = fc.constantFrom('a', 'b', 'c', '__proto__', '/x~y', "it's");
const { value: anyJson } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    fc.constantFrom<JsonValue>(1, 2, 'x', null, true),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(anyKey, tie('value'), { maxKeys: 3 }),
  ),
}));
const anyRoot = fc.dictionary(fc.constantFrom('a', 'b', 'c'), anyJson, { minKeys: 1, maxKeys: 3 });

test('An overlay copy gives what an update with the same value gives, or is refused like it', () => {
  fc.assert(
    fc.property(anyRoot, fc.nat(), fc.nat(), (root, one, other) => {
      const pointers = pointersOf(root);
      const from = pointers[one % pointers.length] ?? '';
      const target = pathOf(root, pointers[other % pointers.length] ?? '');
      const copied = outcome(root, { target, copy: pathOf(root, from) });
      expect(copied).toEqual(outcome(root, { target, update: structuredClone(at(root, from) ?? null) }));
    }),
    { numRuns: 500 },
  );
});

test('An update by Overlay 1.1 merges as the specification has it, or is refused where kinds differ', () => {
  fc.assert(
    fc.property(anyRoot, anyJson, fc.nat(), (root, update, choice) => {
      const pointers = pointersOf(root);
      const pointer = pointers[choice % pointers.length] ?? '';
      const before = at(root, pointer) ?? null;
      const found = outcome(root, { target: pathOf(root, pointer), update });
      const expected = Array.isArray(before) && !Array.isArray(update) ? [...before, update] : mergedBy(before, update);
      expect(found === undefined ? undefined : at(found, pointer)).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

/** The document after one action of Overlay 1.1; undefined where it is refused. */
function outcome(
  root: JsonValue,
  action: { target: string; update?: JsonValue; copy?: string },
): JsonValue | undefined {
  const overlay = { source: 'o', version: '1.1', info: { title: 'o', version: '1' }, actions: [action] } as const;
  try {
    return applyOverlay(root, overlay).root;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** The steps of Overlay 1.1 §4.4.3.1, told a second time; undefined where they end in an error. */
function mergedBy(before: JsonValue, update: JsonValue): JsonValue | undefined {
  if (Array.isArray(before)) return Array.isArray(update) ? [...before, ...update] : undefined;
  if (!isObject(before)) return typeof update === 'object' && update !== null ? undefined : update;
  if (!isObject(update)) return undefined;
  const merged = new Map(Object.entries(before));
  for (const [name, value = null] of Object.entries(update)) {
    const old = own(before, name);
    const member = old === undefined ? value : mergedBy(old, value);
    if (member === undefined) return undefined;
    merged.set(name, member);
  }
  return Object.fromEntries(merged);
}

function pointersOf(value: JsonValue, pointer = ''): string[] {
  return typeof value === 'object' && value !== null
    ? [pointer, ...Object.entries(value).flatMap(([name, member]) => pointersOf(member ?? null, child(pointer, name)))]
    : [pointer];
}
