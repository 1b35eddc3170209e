import { canonicalJson, isContainer, type JsonValue, type RuleChange } from '../../model/index.js';
import { admittedTypes, type Shape, valuesUnder } from '../../schema/index.js';
import { enumOf } from '../coverage/declared.js';

/**
 * Keywords whose change a client may feel. Enumerations are compared member by member; properties have names of their
 * own.
 */
const RULES = [
  'format',
  'pattern',
  'const',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'additionalProperties',
  'unevaluatedProperties',
  'readOnly',
  'writeOnly',
  'deprecated',
] as const;

/**
 * The rules that differ between two places, their schemas' references and branches followed. They are compared in JSON
 * Schema 2020-12: what OpenAPI 3.0 and 3.1 only write in different ways is not a change.
 */
export function changedRules(before: Shape, after: Shape): RuleChange[] {
  const changes: RuleChange[] = [];
  const compare = (rule: string, was: JsonValue | undefined, is: JsonValue | undefined): void => {
    if (identity(was) === identity(is)) return;
    changes.push({ rule, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) });
  };
  compare('type', typesOf(before), typesOf(after));
  for (const rule of RULES) compare(rule, valuesOf(before, rule), valuesOf(after, rule));
  const [had, has] = [enumOf(before).length > 0, enumOf(after).length > 0];
  if (had !== has) compare('enum', had ? true : undefined, has ? true : undefined);
  return changes;
}

/** The types that any of the schemas allows, null among them, as one text: `integer or null`. */
function typesOf(shape: Shape): string | undefined {
  const types = admittedTypes(shape);
  return types.size === 0 ? undefined : [...types].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).join(' or ');
}

function rank(type: string): number {
  return type === 'null' ? 1 : 0;
}

/**
 * The values of a rule in all schemas that apply; one where they agree. Of a value that is a schema, only its presence
 * is compared.
 */
function valuesOf(shape: Shape, rule: string): JsonValue | undefined {
  const values = new Map<string, JsonValue>();
  for (const value of valuesUnder(shape, rule)) {
    if (typeof value === 'boolean' && value === DEFAULTS[rule]) continue;
    const shown = isContainer(value) && rule !== 'const' ? 'a schema' : value;
    values.set(canonicalJson(shown), shown);
  }
  const [only, ...others] = [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
  return others.length === 0 ? only : [only ?? null, ...others];
}

/** The value that a schema implies if it does not have the keyword. */
const DEFAULTS: Readonly<Record<string, boolean>> = {
  uniqueItems: false,
  additionalProperties: true,
  unevaluatedProperties: true,
  readOnly: false,
  writeOnly: false,
  deprecated: false,
};

/** A text that is the same for equal values. */
function identity(value: JsonValue | undefined): string {
  return value === undefined ? '' : canonicalJson(value);
}
