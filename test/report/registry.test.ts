import { describe, expect, test } from 'vitest';
import { jsonOf } from '../../src/report/format.js';
import {
  comparisonFormats,
  coverageFormats,
  findingFormats,
  resultFormats,
  selftestFormats,
} from '../../src/report/index.js';
import { formatRegistry } from '../../src/report/registry.js';

const REGISTRIES = { resultFormats, findingFormats, comparisonFormats, coverageFormats, selftestFormats };

test('A registry with a name that no format has is refused when it is made', () => {
  expect(() => formatRegistry('a list', ['text', 'json'], [jsonOf<readonly string[]>()])).toThrow(
    'a list: there is no format text',
  );
});

describe.each(Object.entries(REGISTRIES))('the registry %s', (_, { names, find }) => {
  test('A registry of report formats lists text first, includes JSON, and has no name twice', () => {
    expect(names[0]).toBe('text');
    expect(names).toContain('json');
    expect(new Set(names).size).toBe(names.length);
  });

  test('Each report format has its name, a file extension and a media type', () => {
    for (const name of names) {
      const format = find(name);
      expect(format.name).toBe(name);
      expect(format.extension, name).toMatch(/^[a-z]+$/);
      expect(format.mediaType, name).toMatch(/^(?:text|application)\/[a-z+-]+$/);
    }
  });

  test.each(['yaml', 'constructor', ''])(
    'A registry of report formats refuses the name "%s" and lists the names that exist',
    (name) => {
      expect(() => find(name)).toThrow(
        expect.objectContaining({
          code: 'bad-option',
          message: expect.stringMatching(new RegExp(`is not written as ${name}$`)),
          cure: expect.stringContaining(names.join(', ').replace(/, [^,]*$/, '')),
        }),
      );
    },
  );
});
