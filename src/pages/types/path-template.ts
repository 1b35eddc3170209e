import { decodePercent } from '../../model/index.js';

/** A parameter of a path, as the page names it. */
export interface PathParameter {
  /** Unique within the path. */
  readonly name: string;
  /** As written between the brackets: `id | userPrincipalName`. */
  readonly written: string;
}

/** The target of a request line. */
export interface RequestTarget {
  /** An OpenAPI path template (3.1 §4.8.8.2): `/users/{id}/messages`. */
  readonly path: string;
  readonly parameters: readonly PathParameter[];
  /** The query that the line itself has, by name; a value in brackets is a placeholder. */
  readonly query: readonly { readonly name: string; readonly value: string }[];
  /** Scheme, host and version of an absolute URL: `https://api.example/v1.0`. */
  readonly base?: string;
}

/** An id that a page took from its example. */
const UUID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})$/i;

/** A version segment between host and path. */
const VERSION = /^(?:v\d+(?:\.\d+)*|beta)$/i;

/**
 * Reads the target of a request line: a relative path, or an absolute URL.
 * Placeholders may be `{id}`, `{id | name}` or `<id>`.
 * Backslashes count as slashes, as the URL standard reads them in http(s) URLs.
 */
export function readTarget(written: string): RequestTarget {
  const { origin, segments, query } = split(written);
  if (origin === undefined) return { ...template(segments), query };
  const length = VERSION.test(segments[0] ?? '') ? 1 : 0;
  return { ...template(segments.slice(length)), query, base: [origin, ...segments.slice(0, length)].join('/') };
}

/** The target of an example's request. */
export interface ExampleTarget {
  /** The path below the base, value for value. */
  readonly path: string;
  readonly query: RequestTarget['query'];
  /** Scheme, host and any base path. */
  readonly base?: string;
}

/**
 * Reads the target of an example's request.
 * @param declared paths: where one of them ends the target, what precedes is the base
 */
export function readExampleTarget(written: string, declared: readonly string[]): ExampleTarget {
  const { origin, segments, query } = split(written);
  const version = VERSION.test(segments[0] ?? '') ? 1 : 0;
  const length = baseLength(segments, declared) ?? version;
  const path = `/${segments.slice(length).join('/')}`;
  return { path, query, ...(origin === undefined ? {} : { base: [origin, ...segments.slice(0, length)].join('/') }) };
}

function split(written: string): { origin: string | undefined; segments: string[]; query: RequestTarget['query'] } {
  const { address, query } = splitQuery(written.trim());
  const url = /^(https?:)\/\/([^/\\?#]*)(.*)$/i.exec(address);
  const segments = splitSegments((url?.[3] ?? address).replaceAll('\\', '/'));
  return { origin: url ? `${(url[1] ?? '').toLowerCase()}//${url[2]}` : undefined, segments, query };
}

/**
 * The template that an example suggests where no page declares one. A segment becomes a parameter if it is in brackets,
 * looks like an id, or if a page declares a parameter at the same place from the end.
 */
export function inferTemplate(
  path: string,
  declared: readonly string[],
): { path: string; parameters: PathParameter[] } {
  const segments = splitSegments(path);
  const templates = declared.map((each) => splitSegments(each).reverse());
  const reversed = [...segments].reverse();
  const isParameter = (index: number): boolean =>
    templates.some((wanted) => {
      // The word before a parameter says what it is the id of.
      const around = reversed.slice(0, index + 2).every((segment, at) => fitsSegment(wanted[at] ?? '', segment));
      return around && index + 1 < reversed.length && /^\{[^{}]*\}$/.test(wanted[index] ?? '');
    });
  const last = segments.length - 1;
  return template(
    segments.map((segment, index) =>
      isParameter(last - index) || isId(segment) ? '{id}' : segment.replace(/\('([^']*)'\)$/, "('{id}')"),
    ),
  );
}

/** Long words with digits or padding are ids. */
function isId(segment: string): boolean {
  return (
    UUID.test(segment) ||
    (segment.length >= 12 && /\d/.test(segment) && /^[\w=!%.-]+$/.test(segment)) ||
    /=$/.test(segment)
  );
}

/** The number of segments before a declared path, for the shortest such base; undefined if no path fits. */
function baseLength(segments: readonly string[], declared: readonly string[]): number | undefined {
  const lengths = declared.flatMap((path) => {
    const wanted = splitSegments(path);
    const length = segments.length - wanted.length;
    const fits = length >= 0 && wanted.every((segment, index) => fitsSegment(segment, segments[length + index] ?? ''));
    return fits ? [length] : [];
  });
  return lengths.length > 0 ? Math.min(...lengths) : undefined;
}

/** Whether a segment of an example is one of the template: a template's parameter takes any text. */
export function fitsSegment(template: string, written: string): boolean {
  if (template.toLowerCase() === written.toLowerCase()) return true;
  if (!template.includes('{')) return false;
  const [open = '', ...rest] = template.split(/\{[^{}]*\}/);
  const close = rest.at(-1) ?? '';
  const text = written.toLowerCase();
  return (
    text.length > open.length + close.length - 1 &&
    text.startsWith(open.toLowerCase()) &&
    text.endsWith(close.toLowerCase())
  );
}

function splitQuery(target: string): { address: string; query: RequestTarget['query'] } {
  const at = target.indexOf('?');
  if (at < 0) return { address: target, query: [] };
  const query = target
    .slice(at + 1)
    .split('&')
    .flatMap((pair) => {
      const [name = '', ...value] = pair.split('=');
      return name.trim() === '' ? [] : [{ name: decodePercent(name.trim()), value: value.join('=').trim() }];
    });
  return { address: target.slice(0, at), query };
}

/** Splits at slashes outside brackets. A path within the path, as in `root:/a/b:/children`, is one segment. */
export function splitSegments(path: string): string[] {
  const segments: string[] = [];
  let inner: string[] | undefined;
  for (const segment of splitAtSlashes(path)) {
    if (inner) inner.push(segment);
    else segments.push(segment);
    if (!segment.endsWith(':')) continue;
    if (inner) segments.push(inner.join('/'));
    inner = inner ? undefined : [];
  }
  return inner && inner.length > 0 ? [...segments, inner.join('/')] : segments;
}

function splitAtSlashes(path: string): string[] {
  const segments: string[] = [];
  let depth = 0;
  let current = '';
  for (const char of path.trim()) {
    if (char === '{' || char === '(' || char === '<') depth += 1;
    if ((char === '}' || char === ')' || char === '>') && depth > 0) depth -= 1;
    if (char === '/' && depth === 0) {
      if (current.trim() !== '') segments.push(current.trim());
      current = '';
    } else current += char;
  }
  if (current.trim() !== '') segments.push(current.trim());
  return segments;
}

function template(segments: readonly string[]): { path: string; parameters: PathParameter[] } {
  const parameters: PathParameter[] = [];
  const names = new Set<string>();
  const named = (written: string): string => {
    const name = uniqueName(parameterName(written), names);
    names.add(name);
    parameters.push({ name, written: written.trim() });
    return `{${name}}`;
  };
  const path = segments.map((segment) =>
    UUID.test(segment)
      ? named('id')
      : segment
          .replace(/<([^<>]*)>/g, '{$1}')
          .replace(/\{([^{}]*)\}?/g, (_, written: string) => named(written))
          .replace(/\s+/g, segment.includes('(') ? '' : '%20'),
  );
  return { path: `/${path.join('/')}`, parameters };
}

/** The name of a parameter: the first of its alternatives, without what a template cannot hold. */
export function parameterName(written: string): string {
  const [first = ''] = written.split(/[|/]/);
  const name = first
    .trim()
    .replace(/\s+/g, '-')
    .replace(/[^\w$@.-]/g, '');
  return name === '' ? 'id' : name;
}

/** OpenAPI wants each name once in a path: the second `id` is `id2`. */
function uniqueName(name: string, taken: ReadonlySet<string>): string {
  let unique = name;
  for (let count = 2; taken.has(unique); count += 1) unique = `${name}${count}`;
  return unique;
}

/** The form of a path, which is the same for paths that differ only in parameter names and in letter case. */
export function shapeOf(path: string): string {
  return path.replace(/\{[^{}]*\}/g, '{}').toLowerCase();
}
