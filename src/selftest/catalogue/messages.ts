import { type Contract, covers, isJsonType, type Operation, parseMediaType } from '../../contract/index.js';
import {
  type Exchange,
  headerValue,
  isObject,
  NO_BODY,
  own,
  type RequestMessage,
  type ResponseMessage,
} from '../../model/index.js';
import type { Expected, FaultClass, Mutant } from '../mutant.js';
import { credentialsFor } from '../wire/credentials.js';
import type { RequestDraft, ResponseDraft } from '../wire/messages.js';

/** A fault that is no value's. */
export type MessageFault = Omit<Mutant, 'operation'>;

type Write<T> = (draft: T) => Exchange | undefined;

function fault(name: FaultClass, exchange: Exchange | undefined, expected: Expected): MessageFault[] {
  return exchange ? [{ class: name, exchange, expected }] : [];
}

/** A path and a method that the document does not have. */
export function pathFaults({ operations }: Contract, operation: Operation, exchange: Exchange): MessageFault[] {
  const { request } = exchange;
  const mayMatch = (path: string, template: string): boolean =>
    new RegExp(
      `(?:^|/)${template
        .replace(/^\//, '')
        .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
        .replace(/\{[^}]*\}/g, '.+')}/*$`,
    ).test(path);
  const split = request.url.search(/[?#]|$/);
  const path = request.url.slice(0, split);
  const strange = [
    `${path.replace(/\/$/, '')}/docproof/selftest`,
    '/docproof-selftest',
    '/docproof/self/test/path',
  ].find((candidate) => !operations.some(({ pathTemplate }) => mayMatch(candidate, pathTemplate)));
  const methods = new Set(
    operations.filter(({ pathTemplate }) => mayMatch(path, pathTemplate)).map(({ method }) => method),
  );
  const method = ['TRACE', 'PATCH', 'PUT', 'DELETE', 'POST', 'QUERY'].find((name) => !methods.has(name));
  const found: MessageFault[] = [];
  if (strange !== undefined)
    found.push(
      ...fault(
        'unknown-path',
        { ...exchange, request: { ...request, url: strange + request.url.slice(split) } },
        { in: 'request', part: 'path', location: '', keyword: 'undocumented-path' },
      ),
    );
  if (method !== undefined && operation.method !== 'HEAD')
    found.push(
      ...fault(
        'unknown-method',
        { ...exchange, request: { ...request, method } },
        { in: 'request', part: 'operation', location: '', keyword: 'undocumented-method' },
      ),
    );
  return found;
}

/** Parameters that are missing or written otherwise than documented, and a request without credentials. */
export function requestFaults(
  { document }: Contract,
  operation: Operation,
  draft: RequestDraft,
  write: Write<RequestDraft>,
): MessageFault[] {
  const found: MessageFault[] = [];
  for (const { parameter } of draft.parameters) {
    const { place, name, node } = parameter;
    const expected = { in: 'request', part: place, location: name, keyword: 'missing-parameter' } as const;
    const others = draft.parameters.filter((filled) => filled.parameter !== parameter);
    if (place !== 'path' && node.required === true)
      found.push(...fault('missing-parameter', write({ ...draft, parameters: others }), expected));
    if (place === 'path' && (node.style === 'label' || node.style === 'matrix'))
      found.push(...fault('wrong-style', unstyled(write(draft), draft, name), expected));
  }
  const { credentials, isDemanded } = credentialsFor(document.root, operation.node);
  const [first] = credentials;
  const isElsewhere = credentials.some(({ place, name }) =>
    draft.parameters.some(({ parameter }) => parameter.place === place && parameter.name === name),
  );
  if (first && isDemanded && !isElsewhere)
    found.push(
      ...fault('missing-credentials', write({ ...draft, credentials: [] }), {
        in: 'request',
        part: 'security',
        location: first.name,
        keyword: 'missing-credentials',
      }),
    );
  return found;
}

/** The exchange with a path parameter in another style than its own: without the mark that begins it. */
function unstyled(exchange: Exchange | undefined, { pathTemplate }: RequestDraft, name: string): Exchange | undefined {
  if (!exchange) return undefined;
  const segment = pathTemplate.split('/').indexOf(`{${name}}`);
  const { request } = exchange;
  const [path = '', ...query] = request.url.split('?');
  const segments = path.split('/').map((text, index) => (index === segment ? text.replace(/^[.;]/, '') : text));
  if (segment < 0) return undefined;
  return { ...exchange, request: { ...request, url: [segments.join('/'), ...query].join('?') } };
}

/** Response headers that are missing. */
export function responseFaults(draft: ResponseDraft, write: Write<ResponseDraft>): MessageFault[] {
  const found: MessageFault[] = [];
  for (const { parameter } of draft.headers) {
    if (parameter.node.required !== true) continue;
    const headers = draft.headers.filter((filled) => filled.parameter !== parameter);
    found.push(
      ...fault('missing-header', write({ ...draft, headers }), {
        in: 'response',
        part: 'header',
        location: parameter.name,
        keyword: 'missing-parameter',
      }),
    );
  }
  return found;
}

/** A status that no key of the responses covers. */
export function statusFaults({ responses }: Operation, exchange: Exchange): MessageFault[] {
  if (responses.has('default')) return [];
  const status = [418, 299, 599, 226, 410, 508, 399].find(
    (code) => !responses.has(String(code)) && !responses.has(`${Math.floor(code / 100)}XX`),
  );
  if (status === undefined) return [];
  return fault(
    'wrong-status',
    { ...exchange, response: { ...exchange.response, status } },
    { in: 'response', part: 'status', location: '', keyword: 'undocumented-status' },
  );
}

/** A body that is cut, missing, of another media type, or where none is documented. */
export function bodyFaults(operation: Operation, exchange: Exchange, side: 'request' | 'response'): MessageFault[] {
  const message = exchange[side];
  const documented = documentedBody(operation, exchange, side);
  if (!documented) return [];
  const { mediaTypes, isRequired } = documented;
  const put = (body: RequestMessage['body'], contentType?: string): Exchange => {
    const { 'content-type': before, ...headers } = message.headers;
    const type = contentType ?? before;
    const changed = { ...message, body, headers: type === undefined ? headers : { ...headers, 'content-type': type } };
    return withMessage(exchange, side, changed);
  };
  const expect = (keyword: string): Expected => ({ in: side, part: 'body', location: '', keyword });
  if (message.body.state === 'absent') {
    if (mediaTypes.length > 0) return [];
    return fault(
      'unexpected-body',
      put({ state: 'present', content: '{}' }, 'application/json'),
      expect('unexpected-body'),
    );
  }
  const found: MessageFault[] = [];
  if (isRequired) found.push(...fault('missing-body', put(NO_BODY), expect('missing-body')));
  if (message.body.state !== 'present') return found;
  const { content } = message.body;
  const type = parseMediaType(headerValue(message.headers, 'content-type') ?? '');
  const other = ['application/vnd.docproof.selftest', 'text/vnd.docproof-selftest'].find(
    (name) => !mediaTypes.some((range) => coversName(range, name)),
  );
  if (other !== undefined)
    found.push(
      ...fault('wrong-media-type', put(message.body, other), {
        in: side,
        part: 'content-type',
        location: 'content-type',
        keyword: 'undocumented-media-type',
      }),
    );
  if (type && isJsonType(type) && typeof content === 'string' && /^[[{"]/.test(content)) {
    const cut = content.slice(0, Math.max(1, Math.floor(content.length / 2)));
    found.push(...fault('cut-body', put({ state: 'present', content: cut }), expect('unparseable-body')));
    const open = content.slice(0, -1);
    found.push(...fault('cut-body', put({ state: 'present', content: open }), expect('unparseable-body')));
  }
  return found;
}

function coversName(range: string, name: string): boolean {
  const wanted = parseMediaType(range);
  const given = parseMediaType(name);
  return wanted !== undefined && given !== undefined && covers(wanted, given);
}

function withMessage(
  exchange: Exchange,
  side: 'request' | 'response',
  message: RequestMessage | ResponseMessage,
): Exchange {
  return { ...exchange, [side]: message };
}

interface DocumentedBody {
  readonly mediaTypes: readonly string[];
  readonly isRequired: boolean;
}

/** What is documented of a body; undefined where none can be there. */
function documentedBody(
  operation: Operation,
  exchange: Exchange,
  side: 'request' | 'response',
): DocumentedBody | undefined {
  if (side === 'request') {
    const { requestBody } = operation;
    return { mediaTypes: Object.keys(contentIn(requestBody?.node)), isRequired: requestBody?.node.required === true };
  }
  const { status } = exchange.response;
  if (operation.method === 'HEAD' || status === 204) return undefined;
  const { responses } = operation;
  const response =
    responses.get(String(status)) ?? responses.get(`${Math.floor(status / 100)}XX`) ?? responses.get('default');
  if (!response) return undefined;
  const mediaTypes = Object.keys(contentIn(response.node));
  return { mediaTypes, isRequired: mediaTypes.length > 0 };
}

function contentIn(node: Operation['node'] | undefined): Operation['node'] {
  const content = node && own(node, 'content');
  return isObject(content) ? content : {};
}
