import {
  type CompiledOperation,
  type CompiledParameter,
  fieldValue,
  type HeaderValue,
  headerContent,
  headerExample,
  headerRoom,
  isSetCookie,
  lengthOf,
  linesOf,
  mostSent,
  SerializedHeader,
} from '../contract/index.js';
import type { Generator } from '../generate/index.js';
import { isFormType, isJsonType, parseMediaType } from '../http/index.js';
import { isContainer, isObject, type JsonObject, type JsonValue, type Located, writeJson } from '../model/index.js';
import { type Eventually, eventually } from './answer.js';
import type { Memory } from './memory.js';
import { toForm } from './to-form.js';

/** The documented headers of an answer, by name; several values are several fields. */
export type WrittenHeaders = Readonly<Record<string, string | string[]>>;

/**
 * Writes the documented headers of a response.
 * @param seed where generated values are random: called where there are any
 */
export type HeaderWriter = (
  compiled: CompiledOperation,
  response: Located,
  seed?: () => string,
) => Eventually<WrittenHeaders>;

/**
 * Writes documented response headers: their examples, defaults or fixed values, else generated ones. A promise only the
 * first time, and for random values.
 * @param others names, in lower case, of headers that another stage writes
 */
export function createHeaderWriter(
  generator: Generator,
  memory: Memory,
  others: ReadonlySet<string> = new Set(),
): HeaderWriter {
  const written = memory.table<Located, { readonly texts: WrittenHeaders; readonly isGenerated: boolean }>(
    'documented headers',
  );
  return (compiled, response, seed) => {
    const known = written.get(response);
    if (known && !(seed && known.isGenerated)) return known.texts;
    const headers = compiled.responseHeaders(response).filter(({ name }) => !others.has(name.toLowerCase()));
    return eventually(headerFields(generator, headers, seed), ({ texts, isGenerated }) => {
      if (!(isGenerated && seed)) written.set(response, { texts, isGenerated });
      return texts;
    });
  };
}

/**
 * Writes headers as `createHeaderWriter` does, and remembers nothing. A promise only where one is generated.
 * @param seed makes generated values random, and is asked only for those
 */
export function headerFields(
  generator: Generator,
  documented: readonly CompiledParameter[],
  seed?: () => string,
): Eventually<{ readonly texts: WrittenHeaders; readonly isGenerated: boolean }> {
  const headers = mostSent(documented);
  const examples = headers.map(({ node }) => headerExample(node));
  const isGenerated = headers.some(({ schema }, index) => examples[index] === undefined && schema !== undefined);
  const finish = (values: readonly (HeaderValue | undefined)[]) => {
    const texts: Record<string, string | string[]> = {};
    const fits = headerRoom();
    for (const [index, { name, node }] of headers.entries()) {
      const text = headerFieldsOf(name, values[index], node);
      // What does not fit is left out; the start says so of examples.
      if (text !== undefined && fits(lengthOf(text))) texts[name] = text;
    }
    return { texts, isGenerated };
  };
  if (!isGenerated) return finish(examples);
  const root = seed?.();
  const values = headers.map(async ({ name, schema }, index) => {
    if (schema === undefined || examples[index] !== undefined) return examples[index];
    const made = root === undefined ? undefined : await generator.invent({ schema }, `${root} ${name}`);
    return made && 'value' in made ? made.value : generator.sample({ schema });
  });
  return eventually(Promise.all(values), finish);
}

/** A header's value as it is sent; what the document describes by `content` is written in that media type. */
function headerFieldsOf(name: string, value: HeaderValue | undefined, node: JsonObject): string | string[] | undefined {
  if (isSetCookie(name)) return cookieFields(value);
  const media = headerContent(node);
  if (value instanceof SerializedHeader) return fieldValue(value.text);
  const type = media && parseMediaType(media.key);
  if (type && isJsonType(type) && value !== undefined) return asciiJson(value);
  if (type && isFormType(type) && isObject(value)) return toForm(value);
  return toText(value, node);
}

/**
 * Cookies are a field each (RFC 6265 §3), since commas are part of them: the items of a list, the members of an object,
 * or the lines of a text (OpenAPI 3.2 §4.21.3).
 */
function cookieFields(value: HeaderValue | undefined): string | string[] | undefined {
  const text = value instanceof SerializedHeader ? value.text : value;
  if (text === undefined || text === null) return undefined;
  const lines = Array.isArray(text)
    ? text.map(scalar)
    : isObject(text)
      ? Object.entries(text).map(([name, member]) => `${name}=${scalar(member ?? null)}`)
      : linesOf(String(text));
  return lines.length > 1 ? lines.map(fieldValue) : fieldValue(lines[0] ?? '');
}

/** JSON that any field can carry: all that is not ASCII is escaped, and stays JSON. */
function asciiJson(value: JsonValue): string {
  return writeJson(value).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A header's value in the style `simple` (OpenAPI 3.1 §4.8.21); undefined for what no header can carry. */
function toText(value: JsonValue | undefined, node: JsonObject): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = Array.isArray(value)
    ? value.map(scalar).join(',')
    : isObject(value)
      ? Object.entries(value)
          .map(([name, member]) => `${name}${node.explode === true ? '=' : ','}${scalar(member ?? null)}`)
          .join(',')
      : String(value);
  return fieldValue(text);
}

function scalar(value: JsonValue): string {
  return isContainer(value) ? writeJson(value) : String(value);
}
