import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExchangeLine } from '../../src/feed/index.js';
import { createExchanges } from '../../src/inspector/live/model/exchanges.js';
import { fragmentOf, routeOf } from '../../src/inspector/live/model/route.js';
import { filtersOf, passing } from '../../src/inspector/live/pages/exchanges/filters.js';

function lineOf(id: number, more: Partial<ExchangeLine> = {}): ExchangeLine {
  return {
    id,
    startedDateTime: '2026-11-29T10:00:00.000Z',
    time: 1,
    method: 'GET',
    target: `/lamps?n=${id}`,
    operation: 'GET /lamps',
    status: 200,
    answeredBy: 'mock',
    verdict: 'pass',
    reasons: [],
    violations: [],
    ...more,
  };
}

const idsOf = (lines: readonly { readonly id: number }[]) => lines.map(({ id }) => id);

describe('the exchanges that the page knows of', () => {
  test('Exchanges that come twice or in another order are listed once, the oldest first', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 20 }), { maxLength: 8 }),
        (groups) => {
          const exchanges = createExchanges();
          for (const group of groups) exchanges.add(group.map((id) => lineOf(id)));
          const all = [...new Set(groups.flat())].sort((a, b) => a - b);
          expect(idsOf(exchanges.lines)).toEqual(all);
          for (const id of all) expect(exchanges.lines[exchanges.indexOf(id)]?.id).toBe(id);
          expect(exchanges.indexOf(61)).toBe(-1);
        },
      ),
    );
  });

  test('The page keeps no more exchanges than it may, by number and by size, and says how many went', () => {
    const few = createExchanges(100);
    for (let id = 1; id <= 1000; id += 1) few.add([lineOf(id)]);
    expect(few.lines.length).toBeLessThanOrEqual(100);
    expect(few.lines.length).toBeGreaterThan(90);
    expect(few.lines.at(-1)?.id).toBe(1000);
    expect(few.gone + few.lines.length).toBe(1000);
    const small = createExchanges(10_000, 50_000);
    for (let id = 1; id <= 1000; id += 1) small.add([lineOf(id, { target: `/${'x'.repeat(1000)}` })]);
    expect(small.lines.length).toBeLessThan(50);
    expect(small.lines.at(-1)?.id).toBe(1000);
  });

  test('Exchanges that were cleared are forgotten, and those that followed stay', () => {
    const exchanges = createExchanges();
    exchanges.add([1, 2, 3, 4].map((id) => lineOf(id)));
    exchanges.forget(3);
    expect(idsOf(exchanges.lines)).toEqual([4]);
  });
});

describe('the address of the page', () => {
  test('A route is the same after it was an address', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(text, fc.array(text), fc.dictionary(text, text), (page, parts, query) => {
        const route = { page, parts, query: { ...query } };
        expect(routeOf(fragmentOf(route))).toEqual(route);
      }),
    );
  });

  test('Any fragment is a route, also one that nobody can decode', () => {
    fc.assert(fc.property(fc.string(), (fragment) => void routeOf(fragment)));
    expect(routeOf('#/exchanges/%E0%A4%A')).toEqual({ page: 'exchanges', parts: ['%E0%A4%A'], query: {} });
    expect(routeOf('')).toEqual({ page: '', parts: [], query: {} });
  });
});

describe('the filters of the list', () => {
  const found = {
    source: 'feed',
    exchange: 2,
    operation: 'GET /lamps',
    status: 200,
    in: 'response',
    part: 'body',
    location: '/name',
    keyword: 'type',
    severity: 'error',
    message: 'must be string',
    schema: '#/x',
  } as const;
  const LINES = [
    lineOf(1),
    lineOf(2, { status: 404, verdict: 'fail', violations: [found] }),
    lineOf(3, { method: 'OPTIONS', reasons: ['preflight'], verdict: 'out-of-scope' }),
    lineOf(4, { operation: 'POST /lamps', method: 'POST', status: 201 }),
  ];
  const ids = (query: Record<string, string>, inServer: readonly number[] = []) =>
    idsOf(passing(LINES, filtersOf(query), new Set(inServer)));

  test.each([
    [{}, [1, 2, 4]],
    [{ preflights: 'shown' }, [1, 2, 3, 4]],
    [{ status: '4XX' }, [2]],
    [{ status: '201' }, [4]],
    [{ verdict: 'fail' }, [2]],
    [{ keyword: 'type' }, [2]],
    [{ operation: 'POST /lamps' }, [4]],
    [{ q: 'NAME string' }, [2]],
    [{ q: 'n=4' }, [4]],
    [{ q: 'nowhere' }, []],
    [{ verdict: 'pass', q: 'lamps' }, [1, 4]],
    [{ unknown: 'x' }, [1, 2, 4]],
  ])('The filter %j lists the exchanges %j', (query, expected) => {
    expect(ids(query)).toEqual(expected);
  });

  test('What the server finds in bodies is listed too, where the other filters let it pass', () => {
    expect(ids({ q: 'nowhere' }, [1, 2])).toEqual([1, 2]);
    expect(ids({ q: 'nowhere', status: '4XX' }, [1, 2])).toEqual([2]);
  });
});
