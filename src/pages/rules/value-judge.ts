import { child, type JsonObject, type JsonValue } from '../../model/index.js';
import { createSchemas } from '../../schema/index.js';
import type { TypeIndex } from '../reference/types.js';
import { exampleSchema, type Primitive } from '../types/primitive.js';
import { memoized } from './rule.js';

/** Judges values of examples by the validator that judges traffic. */
export interface ValueJudge {
  /** Whether a value has a form that a primitive type allows in examples. */
  isOfType(type: Primitive, value: JsonValue): boolean;
  isMember(members: readonly string[], word: string): boolean;
}

/** The judge for the types of one set of pages: each schema compiles when the first value meets it. */
export const judgeOf = memoized((_index: TypeIndex): ValueJudge => {
  const root: Record<string, JsonValue> = Object.create(null);
  const schemas = createSchemas(root, '3.1');
  const fits = (key: string, schema: () => JsonObject, value: JsonValue): boolean => {
    root[key] ??= schema();
    return schemas.isValid(child('', key), 'response', value) !== false;
  };
  return {
    isOfType: (type, value) => fits(type.name, () => exampleSchema(type), value),
    isMember: (members, word) => fits(JSON.stringify(members), () => ({ enum: members }), word),
  };
});
