import type { JsonValue } from '../../model/index.js';

/** Sets a member of an object with a prototype, as validators want them: `__proto__` is a member like any other. */
export function setMember(
  object: Record<string, JsonValue | undefined>,
  name: string,
  value: JsonValue | undefined,
): void {
  if (name === '__proto__') {
    Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
  } else object[name] = value;
}
