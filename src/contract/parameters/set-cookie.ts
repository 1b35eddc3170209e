import { namedTypes, type Shape } from '../../schema/index.js';
import { membersOf } from './deserialize.js';
import type { ReadParameter } from './parameter.js';
import { toValue } from './value.js';

/** Whether a header's lines are never joined, because each has commas of its own (RFC 9110 §5.3). */
export function isSetCookie(name: string): boolean {
  return name.toLowerCase() === 'set-cookie';
}

/**
 * The lines of `Set-Cookie` as the schema describes them (OpenAPI 3.2 §4.21.3): each is an item of a list, or a member
 * of an object. What describes one text describes one cookie, and a service may set others: that line counts which is
 * valid.
 */
export function readSetCookies(lines: readonly string[], shape: Shape | undefined): ReadParameter {
  const types = namedTypes(shape);
  const whole = types.has('array') ? lines : types.has('object') ? membersOf(lines) : undefined;
  if (whole) return { sent: true, value: toValue(whole, shape) };
  const [first = '', ...otherwise] = lines.map((line) => toValue(line, shape));
  return { sent: true, value: first, otherwise };
}

/** The lines that an example writes. */
export function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line !== '');
}
