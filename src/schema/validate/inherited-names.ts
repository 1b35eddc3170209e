import { isObject, type JsonValue, own } from '../../model/index.js';
import type { Members } from './discriminator.js';

/** ajv skips a property named `__proto__`, but not a pattern that only this name matches. */
export function matchProto(members: Members): void {
  const { properties, patternProperties } = members;
  if (!isObject(properties) || !Object.hasOwn(properties, '__proto__')) return;
  members.patternProperties = {
    ...(isObject(patternProperties) ? patternProperties : {}),
    '^__proto__$': own(properties, '__proto__') ?? true,
  };
}

/** Keywords that speak of members by name: as a list, or as the names of a map. */
const MEMBER_NAMES = ['required', 'properties', 'dependentRequired', 'dependentSchemas'] as const;

/** Whether a schema names a member that every JavaScript object inherits, such as `constructor`. */
export function namesInherited(schema: Members): boolean {
  return MEMBER_NAMES.some((keyword) => {
    const names = schema[keyword];
    if (isObject(names))
      return Object.entries(names).some(([name, needs]) => isInherited(name) || listsInherited(needs));
    return listsInherited(names);
  });
}

function listsInherited(names: JsonValue | undefined): boolean {
  return Array.isArray(names) && names.some(isInherited);
}

function isInherited(name: JsonValue): boolean {
  return typeof name === 'string' && name in Object.prototype;
}
