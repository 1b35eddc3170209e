import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { resultFormats } from '../../src/report/index.js';
import { DOCUMENT, RESULT } from './fixture.js';

const { write: writeReport } = resultFormats;

/** What a schema has against a text. */
async function faultsIn(xml: string, name: string): Promise<string[]> {
  const schema = readFileSync(new URL(`schemas/${name}.xsd`, import.meta.url), 'utf8');
  return (await validateXML({ xml, schema })).errors.map(({ message }) => message);
}

describe('a report in XML', () => {
  test('A JUnit report matches the schema that its readers use', async () => {
    expect(await faultsIn(await writeReport('junit', RESULT), 'junit')).toEqual([]);
    expect(await faultsIn(await writeReport('junit', { ...RESULT, faults: [] }), 'junit')).toEqual([]);
  });

  test('A Cobertura report matches its DTD', async () => {
    expect(await faultsIn(await writeReport('cobertura', RESULT), 'cobertura')).toEqual([]);
    expect(await faultsIn(await writeReport('cobertura', RESULT, { document: DOCUMENT }), 'cobertura')).toEqual([]);
  });

  test('The validation of these tests rejects a Cobertura report without a number of hits', async () => {
    const xml = await writeReport('cobertura', RESULT);
    expect(await faultsIn(xml.replace(/ hits="\d+"/, ''), 'cobertura')).toHaveLength(1);
  });
});
