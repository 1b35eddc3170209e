import { writeJson } from './exact-json.js';
import { isNumeric } from './exact-number.js';
import type { JsonValue } from './json.js';
import type { OwnKeyword, Violation } from './violation.js';

type Wording = (params: Violation['params'], violation: Violation) => string;

/** The wording of each of our own keywords. A keyword without wording does not compile. */
const OWN = {
  'undocumented-path': ({ path }) => `the document describes no path ${text(path)}`,
  'undocumented-method': ({ method, allowed }) =>
    `the document describes no ${text(method)} here, only ${list(allowed)}`,
  'undocumented-status': ({ status, documented }) => `status ${text(status)} is not documented; ${orNone(documented)}`,
  'undocumented-media-type': ({ mediaType, documented }) =>
    `${text(mediaType) === '' ? 'a body without a content type' : `content type ${text(mediaType)}`} is not documented; ${orNone(documented)}`,
  'undocumented-property': ({ property }) => `property "${text(property)}" is not documented`,
  'undocumented-header': ({ name }) => `header "${text(name)}" is not documented`,
  'undocumented-parameter': ({ name }, { part }) =>
    `${part === 'cookie' ? 'cookie' : 'query parameter'} "${text(name)}" is not documented`,
  'undocumented-enum-member': ({ allowedValues }, { value }) =>
    `${quoted(value)} is not a documented member; documented: ${members(allowedValues)}`,
  'unparseable-body': ({ mediaType, detail }) => `is not valid ${text(mediaType)}: ${text(detail)}`,
  'broken-framing': ({ mediaType, detail }) => `is not framed as ${text(mediaType)} is: ${text(detail)}`,
  'broken-batch': ({ detail }) => text(detail),
  'unparseable-item': ({ mediaType, detail }) => `is not an item of ${text(mediaType)}: ${text(detail)}`,
  'too-large': () => 'cannot be judged: its schema, or what it asks of this value, is too large',
  'more-faults': ({ more, isLeast }) =>
    `breaks these rules ${isLeast === true ? 'at least ' : ''}${text(more)} times more than is listed`,
  'xml-name': ({ name }, { value }) => `must be the XML element <${text(name)}>, but is <${text(value)}>`,
  'missing-body': () => 'must be there, but is empty',
  'missing-content-type': () => 'must be there, because the response has a body',
  'unexpected-body': ({ status }) =>
    status === undefined
      ? 'is there, but none is documented'
      : `is there, but HTTP allows none with status ${text(status)}`,
  'missing-credentials': ({ schemes }) => `must carry credentials for ${list(schemes)}`,
  'missing-parameter': ({ style, isQueryString, isContent }) => {
    if (isQueryString === true)
      return `${style === true ? 'is not of the documented media type' : 'must be there'}: it is the whole query string`;
    if (style !== true) return 'must be there';
    return isContent === true ? 'is not of the documented media type' : 'is not written in the documented style';
  },
  'unreadable-after-create': ({ status }) => `what was created before cannot be read: the answer is ${text(status)}`,
  'unresolved-location': ({ status }) =>
    `the Location of what was created before leads nowhere: the answer is ${text(status)}`,
  'answers-after-delete': ({ status }) => `answers with ${text(status)}, although it was deleted before`,
  'unresolved-next-link': ({ status }) =>
    typeof status === 'number' && status < 400
      ? 'names itself as the next page'
      : `the link to the next page leads nowhere: the answer is ${text(status)}`,
  'unfinished-paging': () => 'the pages were not read to the end: the last one that was read names another',
  deprecated: () => 'is deprecated',
  'tolerated-null': ({ keyword }) =>
    keyword === 'enum'
      ? 'is null, which "nullable" alone does not admit: the enumeration must list null too (OpenAPI 3.0.4)'
      : 'is null, which "nullable" does not admit here: it counts only beside a "type" in the same schema (OpenAPI 3.0.4)',
  readOnly: () => 'must not be in a request: the document says that it is readOnly',
  writeOnly: () => 'must not be in a response: the document says that it is writeOnly',
  placeholder: (params, violation) =>
    `repeats the documented placeholder ${quoted(violation.value)}, but ${say(text(params.keyword), params, violation)}`,
} as const satisfies Record<OwnKeyword, Wording>;

/** The wording of the keywords of JSON Schema, by ajv's parameters. */
const STANDARD: Readonly<Record<string, Wording>> = {
  type: ({ type, isHeld }, { value }) =>
    isHeld === true
      ? `must be a text that holds JSON of type ${types(type)}, but the JSON in it is ${kindOf(value)}`
      : `must be ${types(type)}, but is ${kindOf(value)}`,
  enum: ({ allowedValues }) => `must be one of ${members(allowedValues)}`,
  const: ({ allowedValue }) => `must be ${quoted(allowedValue)}`,
  required: ({ missingProperty }) => describeMissing([text(missingProperty)]),
  dependentRequired: ({ missingProperty, property }) =>
    `must have property "${text(missingProperty)}", because it has "${text(property)}"`,
  additionalProperties: ({ additionalProperty }) => `must not have property "${text(additionalProperty)}"`,
  unevaluatedProperties: ({ unevaluatedProperty }) => `must not have property "${text(unevaluatedProperty)}"`,
  unevaluatedItems: ({ limit }) => `must not have item ${text(limit)}`,
  propertyNames: ({ propertyName }) => `must not have a property named "${text(propertyName)}"`,
  format: ({ format }) => INTEGERS[text(format)] ?? `must match format "${text(format)}"`,
  contentMediaType: ({ contentMediaType }) => `must be a text that holds ${text(contentMediaType)}, but is not JSON`,
  pattern: ({ pattern }) => `must match pattern ${text(pattern)}`,
  minimum: bound,
  maximum: bound,
  exclusiveMinimum: bound,
  exclusiveMaximum: bound,
  multipleOf: ({ multipleOf }) => `must be a multiple of ${text(multipleOf)}`,
  minLength: ({ limit }) => `must have at least ${count(limit, 'character')}`,
  maxLength: ({ limit }) => `must have at most ${count(limit, 'character')}`,
  minItems: ({ limit }) => `must have at least ${count(limit, 'item')}`,
  maxItems: ({ limit }) => `must have at most ${count(limit, 'item')}`,
  minProperties: ({ limit }) => `must have at least ${count(limit, 'member')}`,
  maxProperties: ({ limit }) => `must have at most ${count(limit, 'member')}`,
  items: ({ limit }) => `must have at most ${count(limit, 'item')}`,
  uniqueItems: ({ i, j }) => `must not have equal items, but items ${text(j)} and ${text(i)} are`,
  contains: ({ minContains }) => `must contain at least ${count(minContains ?? 1, 'item')} of the documented kind`,
  anyOf: alternatives,
  oneOf: alternatives,
  not: () => 'must not be what the schema under "not" describes',
  'false schema': () => 'must not be there',
};

/** Formats of integers, by their bounds (OpenAPI Format Registry). */
const INTEGERS: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  int32: 'must be a whole number from -2147483648 to 2147483647 (int32)',
  int64: 'must be a whole number from -9223372036854775808 to 9223372036854775807 (int64)',
});

/** Keywords whose sentence names what it speaks of: a place before it would say the same twice. */
const NAMING: ReadonlySet<string> = new Set([
  'undocumented-status',
  'undocumented-media-type',
  'undocumented-parameter',
  'undocumented-header',
] satisfies OwnKeyword[]);

/** Keywords whose sentence does not go on from the place. */
const SENTENCES: ReadonlySet<string> = new Set([
  'undocumented-path',
  'undocumented-method',
  'unreadable-after-create',
  'unresolved-location',
  'unresolved-next-link',
  'unfinished-paging',
] satisfies OwnKeyword[]);

/** A place in a message; of faults, `item` may be `*` for several. */
type FaultPlace = Pick<Violation, 'in' | 'part' | 'location' | 'within'> & {
  readonly item?: number | string | undefined;
};

/** `response body /riskLevel`, `response body item 3 /riskLevel`, `request query filter /size`, `response status`. */
export function placeName({ in: side, part, item, location, within = '' }: FaultPlace): string {
  const isSaid = location === '' || (part === 'content-type' && location.toLowerCase() === 'content-type');
  const words = [side, part, item === undefined ? '' : `item ${item}`, isSaid ? '' : location, within];
  return words.filter((word) => word !== '').join(' ');
}

/** Where a fault is, and what it is, for a line that shows both. */
export interface LineOfFault {
  /** Without what the message names: `response` where that is `status 500 is not documented`. */
  readonly place: string;
  readonly message: string;
  /** Both: `response: status 500 is not documented; …`, `response body /riskLevel must be …`. */
  readonly sentence: string;
}

/** Place and message where both share a line, so that neither repeats the other. */
export function onOneLine(fault: FaultPlace & { readonly keyword: string; readonly message: string }): LineOfFault {
  const { keyword, message } = fault;
  const isNaming = NAMING.has(keyword);
  const place = isNaming ? fault.in : placeName(fault);
  if (isNaming || SENTENCES.has(keyword)) return { place, message, sentence: `${place}: ${message}` };
  const said =
    keyword === 'undocumented-property'
      ? message.replace(/^property ".*" is not documented$/s, 'is not documented')
      : message;
  return { place, message: said, sentence: `${place} ${said}` };
}

/**
 * A violation in a sentence: the only place where violations are worded. It follows the place: "/riskLevel" "must be
 * one of low, high".
 */
export function describe(violation: Violation): string {
  return say(violation.keyword, violation.params, violation);
}

/** The sentence of several violations of `required` together. */
export function describeMissing(names: readonly string[]): string {
  const quotedNames = names.map((name) => `"${name}"`).join(', ');
  return names.length === 1 ? `must have property ${quotedNames}` : `must have properties ${quotedNames}`;
}

/** Whether the sentences of a keyword say nothing but a violation's parameters: neither its value nor its place. */
export function isWordedByParams(keyword: string): boolean {
  // A wording that looks at the violation takes it as its second parameter.
  return (wordingOf(keyword)?.length ?? 0) < 2;
}

function say(keyword: string, params: Violation['params'], violation: Violation): string {
  const word = wordingOf(keyword);
  return word ? word(params, violation) : `must satisfy "${keyword}"`;
}

function wordingOf(keyword: string): Wording | undefined {
  return isOwn(keyword) ? OWN[keyword] : Object.hasOwn(STANDARD, keyword) ? STANDARD[keyword] : undefined;
}

function isOwn(keyword: string): keyword is OwnKeyword {
  return Object.hasOwn(OWN, keyword);
}

function bound({ comparison, limit }: Violation['params']): string {
  return `must be ${text(comparison)} ${text(limit)}`;
}

function alternatives({ options, matched }: Violation['params']): string {
  if (typeof matched === 'number' && matched > 1)
    return `must match exactly one of the alternatives, but matches ${matched}`;
  return Array.isArray(options) ? `must be ${options.map(text).join(', or ')}` : 'must match one of the alternatives';
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : value === undefined ? '' : writeJson(value);
}

function quoted(value: JsonValue | undefined): string {
  return value === undefined ? 'nothing' : writeJson(value);
}

function list(values: JsonValue | undefined): string {
  return Array.isArray(values) ? values.map(text).join(', ') : text(values);
}

function orNone(documented: JsonValue | undefined): string {
  return Array.isArray(documented) && documented.length > 0 ? `documented: ${list(documented)}` : 'none is';
}

/** Of a longer enumeration, a message names the first members. */
const NAMED_MEMBERS = 200;

/** Null, if allowed, comes last: it is rarely what was meant. */
function members(values: JsonValue | undefined): string {
  if (!Array.isArray(values)) return text(values);
  const isNullable = values.includes(null);
  const left = values.length - NAMED_MEMBERS;
  const named = values
    .slice(0, NAMED_MEMBERS)
    .filter((value) => value !== null)
    .map(text)
    .join(', ');
  return `${named}${left > 0 ? ` and ${left} more` : ''}${isNullable ? ' or null' : ''}`;
}

function types(type: JsonValue | undefined): string {
  return Array.isArray(type) ? type.map(text).join(' or ') : text(type).replaceAll(',', ' or ');
}

function kindOf(value: JsonValue | undefined): string {
  if (value === undefined) return 'absent';
  if (value === null) return 'null';
  if (isNumeric(value)) return 'number';
  return Array.isArray(value) ? 'array' : typeof value;
}

function count(limit: JsonValue | undefined, noun: string): string {
  return `${text(limit)} ${noun}${limit === 1 ? '' : 's'}`;
}
