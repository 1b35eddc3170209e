import type { Contract, Operation } from '../contract/index.js';
import { parseMediaType } from '../http/index.js';
import { at, child, isObject, type JsonObject, own, type Pointer } from '../model/index.js';
import { minorOf } from '../schema/index.js';
import type { Expected } from './mutant.js';
import { dereference, type Scope } from './reading/schema.js';
import { type ValueSource, validValues } from './values.js';
import { type BodyPlan, writeBody } from './wire/bodies.js';
import { credentialsFor } from './wire/credentials.js';
import type { Filled, FilledBody, RequestDraft, ResponseDraft } from './wire/messages.js';
import { isDescribedElsewhere, isJsonContent, type Parameter, writeParameter } from './wire/parameters.js';
import { sequenceOf } from './wire/sequence.js';

/** Valid requests of one operation that differ in body and parameters, and what each earns as it is. */
export async function requestDrafts(
  contract: Contract,
  operation: Operation,
  source: ValueSource,
): Promise<RequestDraft[]> {
  const scope = scopeOf(contract, 'request');
  const choices: Filled[][] = [];
  for (const { node, pointer } of operation.parameters) {
    const described = parameterOf(scope.root, node, pointer);
    if (!described || isLeftOut(described.parameter)) continue;
    const filled = await fill(described, scope, operation.id, source);
    if (filled.length > 0) choices.push(filled);
    else if (isNeeded(described.parameter)) return [];
  }
  const bodies: (FilledBody | undefined)[] = operation.requestBody
    ? await bodiesOf(contract, operation, operation.requestBody, 'request', source)
    : [];
  if (operation.requestBody?.node.required === true && bodies.length === 0) return [];
  const { credentials } = credentialsFor(scope.root, operation.node);
  const count = Math.max(1, bodies.length, ...choices.map(({ length }) => length));
  return Array.from({ length: count }, (_, index) => ({
    method: operation.method,
    pathTemplate: operation.pathTemplate,
    parameters: choices.map((filled) => pick(filled, index)).filter((filled) => filled !== undefined),
    credentials,
    body: pick(bodies, index),
  }));
}

/** Valid responses of one operation: every status with every media type. */
export async function responseDrafts(
  contract: Contract,
  operation: Operation,
  source: ValueSource,
): Promise<ResponseDraft[]> {
  const scope = scopeOf(contract, 'response');
  const drafts: ResponseDraft[] = [];
  for (const [key, response] of operation.responses) {
    const status = statusFor(key, operation);
    if (status === undefined) continue;
    const choices: Filled[][] = [];
    let isSendable = true;
    for (const [name, described] of headersOf(scope, response.node, response.pointer)) {
      const filled = await fill(described, scope, `${operation.id} ${key} ${name}`, source);
      if (filled.length > 0) choices.push(filled);
      else if (described.parameter.node.required === true) isSendable = false;
    }
    // Without a header that it needs a response is not valid.
    if (!isSendable) continue;
    const mayHaveBody = operation.method !== 'HEAD' && status !== 204;
    const bodies: ResponseDraft['body'][] = mayHaveBody
      ? await bodiesOf(contract, operation, response, 'response', source)
      : [];
    const content = own(response.node, 'content');
    const isBodyDue = mayHaveBody && isObject(content) && Object.keys(content).length > 0;
    if (isBodyDue && bodies.length === 0) bodies.push('left-out');
    const count = Math.max(1, bodies.length, ...choices.map(({ length }) => length));
    for (let index = 0; index < count; index += 1) {
      const headers = choices.map((filled) => pick(filled, index)).filter((filled) => filled !== undefined);
      drafts.push({ status, headers, body: pick(bodies, index) });
    }
  }
  return drafts;
}

/** The warnings for a valid request: a parameter that must be sent although it is deprecated. */
export function warningsOf({ parameters, credentials }: RequestDraft): Expected[] {
  const ofSchemes = credentials
    .filter(({ isDeprecated }) => isDeprecated)
    .map(({ name }): Expected => ({ in: 'request', part: 'security', location: name, keyword: 'deprecated' }));
  const ofParameters = parameters
    .filter(({ parameter }) => parameter.node.deprecated === true)
    .map(
      ({ parameter: { place, name } }): Expected => ({
        in: 'request',
        part: place,
        location: name,
        keyword: 'deprecated',
      }),
    );
  return [...ofSchemes, ...ofParameters];
}

/** The scope in which schemas are read. */
export function scopeOf({ document }: Contract, direction: 'request' | 'response'): Scope {
  return { root: document.root, dialect: document.dialect, direction };
}

function pick<T>(list: readonly T[], index: number): T | undefined {
  return list[index % list.length];
}

interface DescribedParameter {
  readonly parameter: Parameter;
  readonly pointer: Pointer;
}

function parameterOf(root: JsonObject, node: JsonObject, pointer: Pointer): DescribedParameter | undefined {
  const { name, in: place } = node;
  if (typeof name !== 'string') return undefined;
  const isWhole = place === 'querystring' && minorOf(root.openapi) >= 2;
  const part = isWhole ? 'query' : place;
  if (part !== 'path' && part !== 'query' && part !== 'header' && part !== 'cookie') return undefined;
  const content = own(node, 'content');
  const mediaType = isObject(content) ? Object.keys(content)[0] : undefined;
  if (mediaType !== undefined && !isWhole && !isJsonContent(mediaType)) return undefined;
  const holder = child(child(pointer, 'content'), mediaType ?? '');
  const media =
    isObject(content) && mediaType !== undefined
      ? dereference(root, content[mediaType], holder)
      : isWhole
        ? undefined
        : { node, pointer };
  const schema = media && own(media.node, 'schema');
  if (!media || schema === undefined) return undefined;
  const whole = isWhole ? { whole: { contentType: mediaType ?? '', media: media.node } } : {};
  return {
    parameter: { place: part, name, node, schema, isJson: mediaType !== undefined, ...whole },
    pointer: child(media.pointer, 'schema'),
  };
}

/** Parameters that are described elsewhere are left out; deprecated ones are sent only where they must be. */
function isLeftOut({ place, name, node }: Parameter): boolean {
  if (place === 'header' && isDescribedElsewhere(name)) return true;
  return node.deprecated === true && node.required !== true;
}

function isNeeded({ place, node }: Parameter): boolean {
  return place === 'path' || node.required === true;
}

function headersOf(scope: Scope, response: JsonObject, pointer: Pointer): [string, DescribedParameter][] {
  const map = own(response, 'headers');
  if (!isObject(map)) return [];
  return Object.entries(map).flatMap(([name, value]): [string, DescribedParameter][] => {
    const header = dereference(scope.root, value, child(child(pointer, 'headers'), name));
    if (!header || name.toLowerCase() === 'content-type') return [];
    const described = parameterOf(scope.root, { ...header.node, name, in: 'header' }, header.pointer);
    return described ? [[name, described]] : [];
  });
}

async function fill(
  { parameter, pointer }: DescribedParameter,
  scope: Scope,
  key: string,
  source: ValueSource,
): Promise<Filled[]> {
  const { valid } = await validValues(
    {
      scope,
      schema: pointer,
      holder: parameter.node,
      isBody: false,
      key: `${key} ${parameter.place} ${parameter.name}`,
      carries: (value) => writeParameter(parameter, scope, value) !== undefined,
    },
    source,
  );
  return valid.map((value) => ({ parameter, value }));
}

async function bodiesOf(
  contract: Contract,
  operation: Operation,
  holder: { readonly node: JsonObject; readonly pointer: Pointer },
  direction: 'request' | 'response',
  source: ValueSource,
): Promise<FilledBody[]> {
  const scope = scopeOf(contract, direction);
  const content = own(holder.node, 'content');
  const found: FilledBody[] = [];
  for (const [key, media] of Object.entries(isObject(content) ? content : {})) {
    const contentType = concrete(key);
    const pointer = child(child(holder.pointer, 'content'), key);
    const node = dereference(scope.root, media, pointer);
    if (contentType === undefined || !node) continue;
    const sequence = sequenceOf(scope, contentType, node);
    const place = sequence?.schema ?? child(node.pointer, 'schema');
    const schema = at(scope.root, place);
    if (schema === undefined) continue;
    const plan: BodyPlan = { scope, contentType, media: node.node, schema, ...(sequence ? { sequence } : {}) };
    const { valid, placeholders } = await validValues(
      {
        scope,
        schema: place,
        // The examples of a sequence are not those of one item.
        holder: sequence ? {} : node.node,
        isBody: true,
        key: `${operation.id} ${holder.pointer} ${key}`,
        carries: (value) => writeBody(plan, value) !== undefined,
      },
      source,
    );
    for (const each of valid.map((value) => ({
      plan: sequence ? { ...plan, filler: value } : plan,
      value,
      placeholders,
    })))
      found.push(each);
  }
  return found;
}

/** A media type that is sent: of a range one, and multipart with its boundary. */
function concrete(key: string): string | undefined {
  const type = parseMediaType(key);
  if (!type) return undefined;
  if (type.type === '*') return 'application/json';
  if (type.subtype === '*') return type.type === 'text' ? 'text/plain' : undefined;
  return type.type === 'multipart' ? `${key}; boundary=docproof-selftest-boundary` : key;
}

/** A status that the key describes and no other key does; undefined for those that end or replace the exchange. */
function statusFor(key: string, { responses }: Operation): number | undefined {
  const isTaken = (status: number): boolean => responses.has(String(status)) || status === 204 || status === 304;
  if (/^\d{3}$/.test(key)) return key.startsWith('1') || key === '304' ? undefined : Number(key);
  const [, hundred] = /^([2-5])XX$/.exec(key) ?? [];
  if (hundred !== undefined)
    return Array.from({ length: 100 }, (_, index) => Number(hundred) * 100 + index).find((status) => !isTaken(status));
  if (key !== 'default') return undefined;
  return [500, 400, 599, 499, 299].find(
    (status) => !isTaken(status) && !responses.has(`${String(status).slice(0, 1)}XX`),
  );
}
