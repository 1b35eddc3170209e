import { readFileSync } from 'node:fs';
import { faultsOf } from '../contract/index.js';
import { positionOf } from '../document/index.js';
import { describe, InputError, isObject, type JsonValue } from '../model/index.js';

/** A JSON Schema that the package publishes. */
type SchemaName = 'baseline' | 'config';

/**
 * Checks one of our files against its published schema.
 * @param text of the file, for lines in messages
 * @throws InputError `bad-config` with line and pointer of the first fault
 */
export function assertPublished(name: SchemaName, value: JsonValue, source: string, text: string): void {
  const file = new URL(`../../src/model/schema/${name}.schema.json`, import.meta.url);
  const schema: JsonValue = JSON.parse(readFileSync(file, 'utf8'));
  const [fault] = isObject(schema) ? faultsOf(schema, value) : [];
  if (!fault) return;
  throw new InputError('bad-config', describe(fault), {
    place: { source, ...positionOf(text, fault.location), pointer: fault.location },
    cure: `The JSON Schema of this file is in the package: docproof/schema/${name}.schema.json.`,
  });
}
