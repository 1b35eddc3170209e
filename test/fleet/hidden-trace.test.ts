import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Examined } from '../../src/check/index.js';
import { traceHider } from '../../src/fleet/hidden-trace.js';

const outcome: Examined['outcome'] = {
  source: 'a.har',
  exchange: 0,
  verdict: 'pass',
  operation: 'GET /',
  status: 200,
  reasons: [],
  placeholdersAllowed: 0,
  violations: [],
};

/** What is hidden of a path and a query. */
function hide(path: string, query = '', salt = 'a', isItem = true) {
  const trace = { source: 'a.har', exchange: 0, operation: 'GET /', pointer: '', method: 'GET', status: 200 };
  const examined: Examined = {
    outcome,
    trace: {
      ...trace,
      path,
      target: `${path}${query}`,
      isItem,
      nextPage: `${path}${query}`,
      created: { path, by: 'id' },
    },
  };
  const { trace: hidden } = traceHider(salt)(examined);
  if (!hidden) throw new Error('the trace is gone');
  return hidden;
}

const paths = fc
  .array(fc.constantFrom('things', '7', '8', 'tok-Zq81hGq0aXv7', 'a b', 'é'), { minLength: 1, maxLength: 5 })
  .map((segments) => `/${segments.join('/')}`);
const queries = fc.array(fc.constantFrom('a=1', 'b=2', 'token=x/y'), { maxLength: 3 }).map((all) => {
  return all.length === 0 ? '' : `?${all.join('&')}`;
});
const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

describe('what results say of other exchanges', () => {
  test('Paths and queries are hidden, and are equal, above one another and made of parts as before', () => {
    fc.assert(
      fc.property(paths, queries, paths, queries, (path, query, otherPath, otherQuery) => {
        const [one, other] = [hide(path, query), hide(otherPath, otherQuery)];
        for (const word of ['things', 'tok-', 'token', 'a=1'])
          expect(JSON.stringify([one.path, one.target])).not.toContain(word);
        expect(hide(path, query, 'a', false)).toEqual({ ...one, isItem: false });
        expect(one.path === other.path).toBe(path === otherPath);
        expect(one.target === other.target).toBe(path + query === otherPath + otherQuery);
        expect([one.created?.path, one.nextPage]).toEqual([one.path, one.target]);
        expect(parentOf(one.path) === other.path).toBe(parentOf(path) === otherPath);
        expect(one.target.startsWith(one.path)).toBe(true);
        const parameters = one.target.slice(one.path.length + 1).split('&');
        expect(parameters.length).toBe(query.split('&').length);
      }),
    );
  });

  test('Another salt gives other names', () => {
    expect(hide('/things').path).not.toBe(hide('/things', '', 'b').path);
  });
});
