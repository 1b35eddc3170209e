import { pathKeyOf } from '../../contract/index.js';
import { headersOf, type JsonValue, NO_BODY, type RequestMessage, type ResponseMessage } from '../../model/index.js';
import type { Scope } from '../reading/schema.js';
import { type BodyPlan, writeBody } from './bodies.js';
import type { Credential } from './credentials.js';
import { type Parameter, writeParameter } from './parameters.js';

/** A parameter or header with its value. */
export interface Filled {
  readonly parameter: Parameter;
  readonly value: JsonValue;
}

/** A body with its value. */
export interface FilledBody {
  readonly plan: BodyPlan;
  readonly value: JsonValue;
  /** Faults that documented examples have; see `placeholderKey`. */
  readonly placeholders: ReadonlySet<string>;
}

/** The parts of a request, each to be changed alone. */
export interface RequestDraft {
  readonly method: string;
  readonly pathTemplate: string;
  readonly parameters: readonly Filled[];
  readonly credentials: readonly Credential[];
  readonly body: FilledBody | undefined;
}

/** The parts of a response. */
export interface ResponseDraft {
  readonly status: number;
  readonly headers: readonly Filled[];
  /** `left-out`: there is one, and nothing is known of it. */
  readonly body: FilledBody | 'left-out' | undefined;
}

/** Writes a request; undefined where a value cannot be carried. */
export function writeRequest(draft: RequestDraft, scope: Scope): RequestMessage | undefined {
  const key = pathKeyOf(draft.pathTemplate);
  const query = key.query === '' ? [] : [key.query];
  const headers: [string, string][] = [];
  const cookies: string[] = [];
  let { path } = key;
  for (const { parameter, value } of draft.parameters) {
    const written = writeParameter(parameter, scope, value);
    if (written === undefined) return undefined;
    if (typeof written !== 'string') for (const each of written) query.push(each);
    else if (parameter.place === 'path') {
      // Beside other text in its segment, only plain text is sure to be told from it.
      const isAlone = draft.pathTemplate.split('/').includes(`{${parameter.name}}`);
      if (!isAlone && !/^\w+$/.test(written)) return undefined;
      path = path.replace(`{${parameter.name}}`, () => inPath(written));
    } else if (parameter.place === 'header') headers.push([parameter.name, written]);
    else cookies.push(`${parameter.name}=${written}`);
  }
  for (const { place, name, value } of draft.credentials) {
    if (place === 'header') headers.push([name, value]);
    else if (place === 'query') query.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
    else cookies.push(`${name}=${value}`);
  }
  if (cookies.length > 0) headers.push(['cookie', cookies.join('; ')]);
  const body = writeContent(draft.body, headers);
  if (body === undefined) return undefined;
  const url = query.length === 0 ? path : `${path}?${query.join('&')}`;
  return { method: draft.method, url, headers: headersOf(headers), body };
}

/** A path value is encoded where it is not yet: dots alone would be resolved away. */
function inPath(text: string): string {
  const encoded = /%[0-9A-F]{2}/.test(text) ? text : encodeURI(text).replace(/[/?#]/g, encodeURIComponent);
  return /^\.{1,2}$/.test(encoded) ? encoded.replaceAll('.', '%2E') : encoded;
}

/** Writes a response; undefined where a value cannot be carried. */
export function writeResponse(draft: ResponseDraft, scope: Scope): ResponseMessage | undefined {
  const headers: [string, string][] = [];
  for (const { parameter, value } of draft.headers) {
    const written = writeParameter(parameter, scope, value);
    if (typeof written !== 'string') return undefined;
    headers.push([parameter.name, written]);
  }
  const body = writeContent(draft.body, headers);
  return body && { status: draft.status, headers: headersOf(headers), body };
}

function writeContent(filled: ResponseDraft['body'], headers: [string, string][]): RequestMessage['body'] | undefined {
  if (!filled) return NO_BODY;
  if (filled === 'left-out') return { state: 'unknown', reason: 'body-omitted' };
  const content = writeBody(filled.plan, filled.value);
  if (content === undefined) return undefined;
  headers.push(['content-type', filled.plan.contentType]);
  return { state: 'present', content };
}
