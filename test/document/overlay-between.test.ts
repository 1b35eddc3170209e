import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actionOf, applyOverlay, editsBetween } from '../../src/document/overlay/index.js';
import { at, type JsonObject, type JsonValue } from '../../src/model/index.js';

const key = fc.oneof(
  fc.constantFrom('a', 'b', 'c', '__proto__', '/x~y', "it's", '\u0007'),
  fc.string({ unit: 'grapheme', maxLength: 3 }),
);
const { value: anyJson } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'medium' },
    fc.constantFrom<JsonValue>(1, 2, 'x', null, true),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
}));
const anyRoot = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), anyJson, { maxKeys: 4 });

function applied(before: JsonObject, after: JsonObject, version: '1.0' | '1.1'): JsonValue {
  const actions = editsBetween(before, after, version).map((edit) => actionOf(before, edit));
  const overlay = { source: 'o', version, info: { title: 'o', version: '1' }, actions };
  const { root, unmatched } = applyOverlay(before, overlay);
  expect(unmatched).toEqual([]);
  return root;
}

describe.each(['1.0', '1.1'] as const)('the edits between two documents by Overlay %s', (version) => {
  test('The edits between two documents turn the first into the second', () => {
    fc.assert(
      fc.property(anyRoot, anyRoot, (before, after) => {
        expect(applied(before, after, version)).toEqual(after);
      }),
      { numRuns: 500 },
    );
  });

  test('The edits between two equal documents are an empty list', () => {
    fc.assert(
      fc.property(anyRoot, (root) => {
        expect(editsBetween(root, structuredClone(root), version)).toEqual([]);
      }),
    );
  });
});

test('An edit for Overlay 1.0 targets only objects and arrays, and only appends single entries to an array', () => {
  fc.assert(
    fc.property(anyRoot, anyRoot, (before, after) => {
      for (const { pointer, update } of editsBetween(before, after)) {
        const target = at(before, pointer);
        // At the root there is no holder that could be made again.
        if (pointer.lastIndexOf('/') > 0) expect(typeof target).toBe('object');
        if (Array.isArray(target)) expect(Array.isArray(update)).toBe(false);
      }
    }),
  );
});

test('The edits between two documents are as few and as small as possible', () => {
  const before = {
    a: { type: 'string', format: 'date', enum: ['x'] },
    list: [{ id: 1 }],
    b: { c: { d: 1, e: 2 } },
    z: [1, 2],
  };
  const after = {
    a: { type: ['string', 'null'], enum: ['x', 'y'] },
    list: [{ id: 1, more: true }, 2],
    b: { c: { d: 1 } },
    z: [2],
  };
  expect(editsBetween(before, after, '1.1')).toEqual([
    { pointer: '/a/format', remove: true },
    { pointer: '/a/type', remove: true },
    { pointer: '/a/enum', update: ['y'] },
    { pointer: '/a', update: { type: ['string', 'null'] } },
    { pointer: '/list/0', update: { more: true } },
    { pointer: '/list', update: [2] },
    { pointer: '/b/c/e', remove: true },
    { pointer: '/z', remove: true },
    { pointer: '', update: { z: [2] } },
  ]);
  expect(editsBetween(before, after)).toEqual([
    { pointer: '/a', remove: true },
    { pointer: '/list/0', update: { more: true } },
    { pointer: '/list', update: 2 },
    { pointer: '/b/c', remove: true },
    { pointer: '/b', update: { c: { d: 1 } } },
    { pointer: '/z', remove: true },
    { pointer: '', update: { a: after.a, z: [2] } },
  ]);
});
