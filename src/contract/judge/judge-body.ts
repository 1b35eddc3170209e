import {
  type Body,
  type Headers,
  headerValue,
  type InconclusiveReason,
  isObject,
  type JsonValue,
  own,
  type Pointer,
  type Provenance,
} from '../../model/index.js';
import type { Content, MediaContent } from '../compiled.js';
import { isEmpty, parseBody } from '../media/body.js';
import { type MediaType, parseMediaType } from '../media/media-type.js';
import { provenanceOf } from '../operation.js';
import { propertiesOf, toValue, typesOf } from '../parameters/compile.js';
import { type Fields, readFields, type Serialization } from '../parameters/deserialize.js';
import { judgeBodyValue, type ValueContext } from './judge-value.js';
import { addOwn } from './policy.js';

/** A message's content and what is documented for it. */
export interface BodyCase {
  readonly body: Body;
  readonly headers: Headers;
  readonly content: Content;
  readonly isRequired: boolean;
  /** Where the request body or response stands in the document. */
  readonly pointer: Pointer;
  readonly documented: Provenance | undefined;
}

/** What was read of the body, for who needs the value; and why it was not judged, if it was not. */
export interface BodyOutcome {
  readonly value?: JsonValue;
  readonly unjudged?: InconclusiveReason;
}

/** Judges presence, media type and value of a body. */
export function judgeBody(context: ValueContext, bodyCase: BodyCase): BodyOutcome {
  const { body, headers, content } = bodyCase;
  if (isEmpty(body)) {
    if (bodyCase.isRequired && content.keys.length > 0) addBodyFault(context, bodyCase, 'missing-body', {});
    return {};
  }
  const sent = headerValue(headers, 'content-type');
  const chosen = chooseContent(context, bodyCase, sent);
  if (body.state === 'unknown') return { unjudged: body.reason };
  if (!chosen || body.state === 'absent') return {};
  const parsed = parseBody(body.content, chosen.type);
  if (parsed.kind === 'unjudged') return { unjudged: parsed.reason };
  if (parsed.kind === 'unparseable') {
    addBodyFault(context, bodyCase, 'unparseable-body', { mediaType: sent ?? chosen.media.key, detail: parsed.detail });
    return {};
  }
  const value = parsed.kind === 'form' ? formValue(context, chosen.media, parsed.fields) : parsed.value;
  judgeBodyValue(context, chosen.media, value);
  return { value };
}

function chooseContent(
  context: ValueContext,
  bodyCase: BodyCase,
  sent: string | undefined,
): { media: MediaContent; type: MediaType } | undefined {
  const { content } = bodyCase;
  const [first] = content.keys;
  if (first === undefined) {
    addBodyFault(context, bodyCase, 'unexpected-body', {}, 'warning');
    return undefined;
  }
  // A body without a Content-Type is taken for the first documented one, as Prism does.
  const type = parseMediaType(sent ?? first);
  const media = type && (sent === undefined ? content.get(first) : content.bestFor(type));
  if (type && media) return { media, type };
  addOwn(context.findings, context.policy, {
    in: context.direction,
    part: 'content-type',
    location: 'content-type',
    keyword: 'undocumented-media-type',
    params: { mediaType: sent ?? '', documented: content.keys },
    value: sent ?? '',
    pointer: `${bodyCase.pointer}/content`,
    ...withProvenance(provenanceOf(content.get(first)?.node) ?? bodyCase.documented),
  });
  return undefined;
}

function withProvenance(documented: Provenance | undefined): { documented?: Provenance } {
  return documented ? { documented } : {};
}

function addBodyFault(
  context: ValueContext,
  { pointer, documented }: BodyCase,
  keyword: 'missing-body' | 'unexpected-body' | 'unparseable-body',
  params: Readonly<Record<string, JsonValue>>,
  severity?: 'warning',
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

/** Form fields as the object that the schema describes; `encoding` says how each is written (OpenAPI 3.1 §4.8.15). */
function formValue({ schemas }: ValueContext, media: MediaContent, fields: Fields): JsonValue {
  const shape = media.schema === undefined ? undefined : schemas.shapes.of(media.schema);
  const object: Record<string, JsonValue> = Object.create(null);
  for (const name of new Set([...propertiesOf(shape), ...[...fields.keys()].map((key) => key.replace(/\[.*$/, ''))])) {
    const member = shape?.property(name);
    const raw = readFields(fieldOf(name, media, member ? typesOf(member) : new Set()), fields);
    if (raw !== undefined) object[name] = toValue(raw, member);
  }
  return object;
}

function fieldOf(name: string, media: MediaContent, types: ReadonlySet<string>): Serialization {
  const encodings = media.node.encoding;
  const encoding = isObject(encodings) ? own(encodings, name) : undefined;
  const { style, explode } = isObject(encoding) ? encoding : {};
  return {
    name,
    style: typeof style === 'string' ? style : types.has('object') ? 'deepObject' : 'form',
    explode: typeof explode === 'boolean' ? explode : style === undefined || style === 'form',
    types,
    properties: [],
  };
}
