import { isObject, type JsonObject, type JsonValue } from '../../model/index.js';
import { type Redactor, redactMembers } from '../../redact/index.js';

/** The rules for members of certain names. */
export type MemberRules = Readonly<Record<string, (value: JsonValue) => JsonValue>>;

/**
 * An object with its secrets replaced: some members by their own rules, the others like other JSON. Their order
 * stays: people compare such files.
 */
export function redactObject(redactor: Redactor, object: JsonObject, rules: MemberRules): JsonObject {
  const others = Object.keys(object).filter((name) => !Object.hasOwn(rules, name));
  const clean = redactMembers(pick(object, others), redactor);
  const values = isObject(clean) ? Object.values(clean) : [];
  const result: Record<string, JsonValue> = Object.create(null);
  const names = isObject(clean) ? Object.keys(clean) : [];
  let next = 0;
  for (const name of Object.keys(object)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule) result[name] = rule(object[name] ?? null);
    else {
      result[names[next] ?? name] = values[next] ?? null;
      next += 1;
    }
  }
  return result;
}

function pick(object: JsonObject, names: readonly string[]): JsonObject {
  const picked: Record<string, JsonValue> = Object.create(null);
  for (const name of names) picked[name] = object[name] ?? null;
  return picked;
}
