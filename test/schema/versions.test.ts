import { describe, expect, test } from 'vitest';
import { dialectOfVersion, versionList } from '../../src/schema/dialects/index.js';

describe('versions of OpenAPI', () => {
  test.each([
    ['3.0.0', '3.0'],
    ['3.0.4', '3.0'],
    ['3.1.1', '3.1'],
    ['3.2.0', '3.2'],
    ['3.9.0', '3.2'],
  ])('OpenAPI %s has its schemas in the dialect of %s', (version, dialect) => {
    expect(dialectOfVersion(version)).toBe(dialect);
  });

  test.each(['2.0', '4.0.0', '30', ''])('The version "%s" has no dialect, because it is not read', (version) => {
    expect(dialectOfVersion(version)).toBeUndefined();
  });

  test('Messages name every version that is read', () => {
    expect(versionList()).toBe('3.0, 3.1 and 3.2');
  });
});
