import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const FOLDER = new URL('../../src/model/schema/', import.meta.url);
const NAMES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.schema.json'))
  .map((file) => file.replace('.schema.json', ''));
const schemaOf = (name: string) => JSON.parse(readFileSync(new URL(`${name}.schema.json`, FOLDER), 'utf8'));

/** Raise it where a member is removed, renamed or changes its meaning, and say so in CHANGELOG.md under "Breaking". */
const VERSION = 1;

describe('the published schemas', () => {
  test.each(NAMES)('The published schema %s names its version', (name) => {
    expect(schemaOf(name).$id).toBe(`https://docproof.dev/schema/${VERSION}/${name}.json`);
  });

  test('The published description of the feed names its version', () => {
    const { info } = JSON.parse(readFileSync(new URL('feed.openapi.json', FOLDER), 'utf8'));
    expect(info.version).toBe(`${VERSION}`);
  });

  test.each(['result', 'comparison', 'coverage', 'findings'])(
    'The published schema of the output %s requires the version of Docproof',
    (name) => {
      const { required, properties } = schemaOf(name);
      expect(required).toContain('docproof');
      expect(properties.docproof.type).toBe('string');
    },
  );

  test('The published schemas keep the members that programs read', () => {
    expect(schemaOf('result').required).toEqual(expect.arrayContaining(['faults', 'violations']));
    expect(schemaOf('comparison').required).toEqual(expect.arrayContaining(['touched', 'operations']));
  });
});
