import { describe, expect, test } from 'vitest';
import {
  comparisonFormats,
  coverageFormats,
  findingFormats,
  resultFormats,
  selftestFormats,
} from '../../src/report/index.js';

const REGISTRIES = { resultFormats, findingFormats, comparisonFormats, coverageFormats, selftestFormats };

describe.each(Object.entries(REGISTRIES))('the registry %s', (_, { names, find }) => {
  test('has text first, JSON, and no name twice', () => {
    expect(names[0]).toBe('text');
    expect(names).toContain('json');
    expect(new Set(names).size).toBe(names.length);
  });

  test('says of each format how files in it are called, and their media type', () => {
    for (const name of names) {
      const format = find(name);
      expect(format.name).toBe(name);
      expect(format.extension, name).toMatch(/^[a-z]+$/);
      expect(format.mediaType, name).toMatch(/^(?:text|application)\/[a-z+-]+$/);
    }
  });

  test.each(['yaml', 'constructor', ''])('refuses the name "%s" with the names that there are', (name) => {
    expect(() => find(name)).toThrow(
      expect.objectContaining({
        code: 'bad-option',
        message: expect.stringMatching(new RegExp(`is not written as ${name}$`)),
        cure: expect.stringContaining(names.join(', ').replace(/, [^,]*$/, '')),
      }),
    );
  });
});
