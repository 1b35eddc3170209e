import { namedTypes, type Shape } from '../../schema/index.js';
import type { ReadParameter } from './parameter.js';
import { type Raw, toValue } from './value.js';

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
  if (types.has('array')) return { sent: true, value: toValue(lines, shape) };
  if (types.has('object')) return { sent: true, value: toValue(membersOf(lines), shape) };
  const [first = '', ...others] = lines.map((line) => toValue(line, shape));
  return others.length === 0 ? { sent: true, value: first } : { sent: true, value: first, otherwise: others };
}

/** The lines that an example writes. */
export function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line !== '');
}

/** `lang=en; Path=/` is the member `lang`, with all that is behind the equals sign. */
function membersOf(lines: readonly string[]): Raw {
  const members: Record<string, Raw> = Object.create(null);
  for (const line of lines) {
    const [name = ''] = line.split('=', 1);
    members[name.trim()] = line.slice(name.length + 1).trim();
  }
  return members;
}
