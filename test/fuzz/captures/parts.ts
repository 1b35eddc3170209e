import fc from 'fast-check';

/** A value as it should be, most of the time; else another one, or none. */
export function odd<T>(value: T): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(value) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<unknown>(null, 0, -1, 1e308, '', 'é\u0000', [], [[]], {}, true, undefined, [null]),
    },
  );
}

/** Header fields as HAR lists them. */
export const headerList = fc.array(
  fc.record({
    name: odd('Content-Type'),
    value: fc.oneof(odd('application/json'), fc.constantFrom('gzip', 'text/event-stream', 'chunked', '12')),
  }),
  { maxLength: 3 },
);

/** JSON of values, some of it cut. */
export function brokenJson(values: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  return fc
    .tuple(values, fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 3 }), fc.constantFrom(undefined, 1))
    .map(([value, end, indent]) => {
      const text = JSON.stringify(value, null, indent);
      return end === null ? text : text.slice(0, Math.ceil(end * text.length));
    });
}

/** Lines of a text format, most of them as they should be. */
export function linesOf(...lines: readonly string[]): fc.Arbitrary<string> {
  const line = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...lines) },
    { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
  );
  return fc
    .tuple(fc.array(line, { minLength: 1, maxLength: 14 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
    .map(([all, end, isWhole]) => all.join(end) + (isWhole ? end : ''));
}
