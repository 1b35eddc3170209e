import { decodePercent, type Headers } from '../../model/index.js';
import { namedTypes, type Shape } from '../../schema/index.js';
import { membersOf, readFields, type Serialization } from './deserialize.js';
import type { ReadParameter } from './parameter.js';
import { type Raw, toValue } from './value.js';

/** A cookie's value (RFC 6265 §4.2.1), percent-decoded. */
export function cookieValue(headers: Headers, name: string): string | undefined {
  const text = cookieText(headers, name);
  return text === undefined ? undefined : decodePercent(text);
}

/** A cookie's value as it is written, without its quotes. */
export function cookieText(headers: Headers, name: string): string | undefined {
  for (const [key, value] of cookiesIn(headers)) if (key === name) return value;
  return undefined;
}

/**
 * A parameter in the style `cookie` (OpenAPI 3.2 §4.12): a list or an object is a cookie for each item or member,
 * unless `explode` is false; values are as they are written, without percent-encoding. Undefined where none was sent.
 */
export function readCookies(parameter: Serialization, headers: Headers): Raw | undefined {
  const fields = new Map<string, string[]>();
  for (const [name, value] of cookiesIn(headers)) {
    const values = fields.get(name);
    if (values) values.push(value);
    else fields.set(name, [value]);
  }
  return readFields({ ...parameter, style: 'form' }, fields);
}

/** The cookies of a request, with their values as they are written. */
export function* cookiesIn({ cookie: field }: Headers): Generator<readonly [name: string, value: string]> {
  for (const line of typeof field === 'string' ? [field] : (field ?? [])) {
    for (const pair of line.split(';')) {
      const equals = pair.indexOf('=');
      if (equals < 0) continue;
      const value = pair.slice(equals + 1).trim();
      yield [pair.slice(0, equals).trim(), value.replace(/^"(.*)"$/, '$1')];
    }
  }
}

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
