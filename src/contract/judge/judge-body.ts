import { isJsonType, isSameFamily, type MediaType, parseMediaType } from '../../http/index.js';
import {
  type Body,
  child,
  type Headers,
  headerValue,
  type InconclusiveReason,
  type JsonValue,
  MAX_DEPTH,
  type Pointer,
  type Provenance,
  provenanceOf,
  type Severity,
} from '../../model/index.js';
import { namedTypes, type Shape } from '../../schema/index.js';
import type { Content, MediaContent } from '../compiled.js';
import { isEmpty, type ParsedBody, parseBody } from '../media/body.js';
import { formValue, partsValue } from '../media/form-value.js';
import type { Part } from '../media/multipart.js';
import { textValue } from '../media/text-value.js';
import { type RequiredRoot, requiredRoot, xmlValue } from '../media/xml.js';
import { isBodyTooDeep } from './body-depth.js';
import { walkOf } from './body-walks.js';
import { asSent, typeOfValue } from './json-body.js';
import { type ItemsCase, itemsCase, judgeItems, type PassedItems } from './judge-items.js';
import { judgeParameter } from './judge-parameter.js';
import { judgeSides } from './judge-sides.js';
import { judgeBodyValue, type ValueContext } from './judge-value.js';
import { addOwn, severityFor } from './policy.js';

/** A message's content and what is documented for it. */
export interface BodyCase {
  readonly body: Body;
  readonly headers: Headers;
  readonly content: Content;
  readonly isRequired: boolean;
  /** Where the request body or response is in the document. */
  readonly pointer: Pointer;
  readonly documented: Provenance | undefined;
  /** Where its items were judged as they passed by. */
  readonly passed?: PassedItems | undefined;
}

/** The value of the body, for those who need it; and why the body was not judged, if it was not. */
export interface BodyOutcome {
  readonly value?: JsonValue;
  readonly unjudged?: InconclusiveReason;
  /** Whether the observer's walk was there. */
  readonly isWalked?: boolean;
}

/** Judges presence, media type and value of a body. */
export function judgeBody(context: ValueContext, given: BodyCase): BodyOutcome {
  const { headers, content, passed } = given;
  let bodyCase = given;
  if (isEmpty(given.body) && !passed) {
    const isDue = given.isRequired && content.keys.length > 0;
    if (!(isDue || given.body.state === 'present') || !isEmptySequence(given)) {
      if (isDue) addBodyFault(context, given, 'missing-body', {});
      return {};
    }
    bodyCase = { ...given, body: EMPTY };
  }
  const { body } = bodyCase;
  // Nobody knows whether there was a body: nothing can be said against it.
  if (body.state === 'unknown' && body.reason === 'body-not-logged') return { unjudged: body.reason };
  const isValue = body.state === 'present' && body.isValue === true;
  const sent = headerValue(headers, 'content-type') ?? (isValue ? typeOfValue(content) : undefined);
  const chosen = chooseContent(context, bodyCase, sent);
  if (sent === undefined && chosen && context.direction === 'response' && body.state === 'present')
    addMissingType(context, bodyCase);
  if (isValue && chosen) bodyCase = { ...bodyCase, body: asSent(body, chosen.type) };
  const outcome = readBody(context, bodyCase, chosen);
  if (chosen) {
    const { media, isOther } = chosen;
    const { value, isWalked = false } = outcome;
    if (context.direction === 'request') context.observer?.requestBody(media, value, isOther, isWalked);
    else context.observer?.responseBody(media, value, isOther, isWalked);
  }
  return outcome;
}

/** Captures do not tell an empty body from none. */
const EMPTY: Body = { state: 'present', content: '' };

/** Whether a body is a sequence without items, which has nothing that could be wrong. */
function isEmptySequence({ headers, content }: BodyCase): boolean {
  const type = parseMediaType(headerValue(headers, 'content-type') ?? '');
  const media = type && content.bestFor(type);
  const described = media && itemsCase(media, type, undefined);
  // A multipart body has its boundary at least.
  return described !== undefined && described.framing !== 'parts';
}

/** A sender should say what its content is (RFC 9110 §8.3). Requests without a type are read as Prism reads them. */
function addMissingType(context: ValueContext, { pointer, documented }: BodyCase): void {
  addOwn(context.findings, context.policy, {
    in: context.direction,
    part: 'content-type',
    location: 'content-type',
    keyword: 'missing-content-type',
    pointer: `${pointer}/content`,
    ...withProvenance(documented),
  });
}

function readBody(context: ValueContext, bodyCase: BodyCase, chosen: ChosenContent | undefined): BodyOutcome {
  const { body, passed } = bodyCase;
  if (passed && chosen) return unjudgedOf(passed.items.end(passed.cut));
  const items =
    chosen && body.state !== 'absent' ? itemsCase(chosen.media, chosen.type, bodyCase.documented) : undefined;
  if (items) return readItems(context, body, items);
  if (body.state === 'unknown') return { unjudged: body.reason };
  if (!chosen || body.state === 'absent') return {};
  // Its items are described, and nobody knows how bodies of this type are divided.
  if (chosen.media.item) return { unjudged: 'body-not-judged' };
  const parsed = parseBody(body.content, chosen.type);
  if (parsed.kind === 'unjudged') return { unjudged: parsed.reason };
  if (parsed.kind === 'unparseable') {
    addBodyFault(context, bodyCase, 'unparseable-body', {
      mediaType: headerValue(bodyCase.headers, 'content-type') ?? chosen.media.key,
      detail: parsed.detail,
    });
    return {};
  }
  if (parsed.kind === 'too-deep') return tooDeep(context, bodyCase, chosen.media);
  const value = toJson(context, bodyCase, chosen.media, parsed);
  if (value === undefined) return { unjudged: 'body-not-judged' };
  if (isBodyTooDeep(body.content, parsed.kind === 'value', value)) return tooDeep(context, bodyCase, chosen.media);
  const isExact = parsed.kind === 'value' && !parsed.isExact ? false : undefined;
  const { schemas, direction, observer, findings } = context;
  const shape = chosen.media.schema === undefined ? undefined : schemas.shapes.of(chosen.media.schema);
  const found = shape ? (observer?.walk ?? walkOf(schemas)).over(shape, direction, value) : 0;
  judgeBodyValue(context, chosen.media, value, isExact, value, found);
  if (!findings.isTooLarge) judgeSides(context, chosen.media, value, found);
  return { value, isWalked: true };
}

/** A body that is here, or the start of it. */
function readItems(context: ValueContext, body: Body, items: ItemsCase): BodyOutcome {
  const content = body.state === 'absent' ? undefined : body.content;
  if (content === undefined) return body.state === 'unknown' ? { unjudged: body.reason } : {};
  const judge = judgeItems(context, items);
  judge.write(typeof content === 'string' ? new TextEncoder().encode(content) : content);
  const outcome = unjudgedOf(judge.end(body.state === 'unknown' ? body.reason : undefined));
  return judge.list === undefined ? outcome : { ...outcome, value: judge.list };
}

function unjudgedOf(unjudged: InconclusiveReason | undefined): BodyOutcome {
  return unjudged === undefined ? {} : { unjudged };
}

function tooDeep(context: ValueContext, bodyCase: BodyCase, { key }: MediaContent): BodyOutcome {
  const severity = severityFor(context.policy.tooLarge);
  if (!severity) return { unjudged: 'body-not-judged' };
  const detail = `it is nested more than ${MAX_DEPTH} levels deep`;
  addBodyFault(context, bodyCase, 'unparseable-body', { mediaType: key, detail }, severity);
  return {};
}

/** The body as the value that its schema describes; undefined where it cannot be checked against a schema. */
function toJson(
  context: ValueContext,
  bodyCase: BodyCase,
  media: MediaContent,
  parsed: Exclude<ParsedBody, { kind: 'unparseable' | 'too-deep' | 'unjudged' }>,
): JsonValue | undefined {
  // Nearly all.
  if (parsed.kind === 'value') return parsed.value;
  const shape = media.schema === undefined ? undefined : context.schemas.shapes.of(media.schema);
  switch (parsed.kind) {
    case 'form':
      return formValue(media, shape, parsed.fields, parsed.written);
    case 'parts': {
      const { value, faults } = partsValue(media, shape, parsed.parts);
      judgePartHeaders(context, media, parsed.parts);
      for (const { name, keyword, params } of faults) {
        addOwn(context.findings, context.policy, {
          in: context.direction,
          part: keyword === 'unparseable-body' ? 'body' : 'content-type',
          location: keyword === 'unparseable-body' ? child('', name) : name,
          keyword,
          params,
          pointer: media.pointer,
          ...withProvenance(bodyCase.documented),
        });
      }
      return value;
    }
    case 'xml':
      if (isOnlyText(shape)) return undefined;
      judgeRoot(context, bodyCase, media, parsed.root.name, requiredRoot(shape));
      return xmlValue(parsed.root, shape);
    case 'bytes':
      return shape === undefined || isOnlyText(shape) || namedTypes(shape).size === 0 ? parsed.value : undefined;
    case 'text':
      return textValue(parsed.text, parsed.type, shape);
  }
}

/** A name that is only the schema's own may be meant otherwise: another one is a warning. */
function judgeRoot(
  context: ValueContext,
  { documented }: BodyCase,
  { schema = '' }: MediaContent,
  sent: string,
  root: RequiredRoot | undefined,
): void {
  if (!root || sent === root.name.slice(root.name.indexOf(':') + 1)) return;
  addOwn(context.findings, context.policy, {
    in: context.direction,
    part: 'body',
    location: '',
    keyword: 'xml-name',
    params: { name: root.name },
    value: sent,
    pointer: schema,
    severity: root.isExplicit ? 'error' : 'warning',
    ...withProvenance(documented),
  });
}

/** The documented headers of each part that was sent. */
function judgePartHeaders(context: ValueContext, media: MediaContent, parts: readonly Part[]): void {
  for (const { name, headers } of parts)
    for (const header of media.partHeaders(name))
      judgeParameter(context, { ...header, name: `${header.name} (part ${name})` }, { ...NO_SOURCES, headers });
}

const NO_SOURCES = { pathValues: Object.freeze({}), query: new Map<string, readonly string[]>() };

function isOnlyText(shape: Shape | undefined): boolean {
  const types = namedTypes(shape);
  return types.has('string') && !types.has('object') && !types.has('array');
}

/** By which documented content a body is judged. */
interface ChosenContent {
  readonly media: MediaContent;
  /** As it was sent. */
  readonly type: MediaType;
  /** Whether the type is not documented, and only of the same family: one fault does not hide the others. */
  readonly isOther: boolean;
}

function chooseContent(context: ValueContext, bodyCase: BodyCase, sent: string | undefined): ChosenContent | undefined {
  const { content } = bodyCase;
  const [first] = content.keys;
  if (first === undefined) {
    addBodyFault(context, bodyCase, 'unexpected-body', {});
    return undefined;
  }
  // A body without a Content-Type is taken for the first documented one, as Prism does.
  const type = parseMediaType(sent ?? first);
  const media = type && (sent === undefined ? content.get(first) : content.bestFor(type));
  if (type && media) return { media, type, isOther: false };
  const similar = type && content.keys.find((key) => isSameFamilyAs(key, type));
  const other = similar === undefined ? undefined : content.get(similar);
  const severity = other && type && isJsonType(type) ? severityFor(context.policy.otherJson) : undefined;
  addOwn(context.findings, context.policy, {
    in: context.direction,
    part: 'content-type',
    location: 'content-type',
    keyword: 'undocumented-media-type',
    params: { mediaType: sent ?? '', documented: content.keys },
    value: sent ?? '',
    pointer: `${bodyCase.pointer}/content`,
    ...(severity ? { severity } : {}),
    ...withProvenance(provenanceOf(content.get(first)?.node) ?? bodyCase.documented),
  });
  return other && type ? { media: other, type, isOther: true } : undefined;
}

function isSameFamilyAs(key: string, sent: MediaType): boolean {
  const type = parseMediaType(key);
  return type !== undefined && isSameFamily(type, sent);
}

function withProvenance(documented: Provenance | undefined): { documented?: Provenance } {
  return documented ? { documented } : {};
}

function addBodyFault(
  context: ValueContext,
  { pointer, documented }: BodyCase,
  keyword: 'missing-body' | 'unexpected-body' | 'unparseable-body',
  params: Readonly<Record<string, JsonValue>>,
  severity?: Severity,
): void {
  addOwn(context.findings, context.policy, {
    in: context.direction,
    part: 'body',
    keyword,
    params,
    pointer,
    ...(severity ? { severity } : {}),
    ...withProvenance(documented),
  });
}
