import { at, isObject, own } from '../../model/index.js';
import type { Exchange } from '../exchange.js';
import type { Reported } from '../side.js';
import { anyOf, type Decided, errorBy, errorByOne, on, warning } from './decided.js';

/** How both read paths and parameters, and which details they report. */
export const requests: readonly Decided[] = [
  {
    id: 'names-are-compared-decoded',
    reason: 'A parameter whose name must be encoded is judged; Prism looks for the encoded name, and never finds it.',
    explains: errorBy('ours', (violation) => {
      const name = nameIn('query', violation);
      return encodeURI(name) !== name;
    }),
  },
  {
    id: 'repeated-parameters-are-a-list',
    reason: 'A parameter that is sent several times is one list, and each item is judged; Prism judges the last.',
    explains: errorBy('ours', (violation, { query }) => query.getAll(nameIn('query', violation)).length > 1),
  },
  {
    id: 'only-json-numbers',
    reason: 'A number is written as in JSON: without a plus, spaces, hexadecimal digits or infinity.',
    explains: errorBy(
      'ours',
      (violation, exchange) => violation.code === 'type' && isOddNumber(sentValue(violation, exchange)),
    ),
  },
  {
    id: 'allowed-empty-values',
    reason: 'With `allowEmptyValue` a parameter may be empty; Prism calls it missing.',
    explains: errorBy(
      'prism',
      ({ place, code }, exchange) =>
        place === 'query' &&
        code === 'required' &&
        exchange
          .parameters('query')
          .some(
            ({ node }) => own(node, 'allowEmptyValue') === true && exchange.query.get(String(own(node, 'name'))) === '',
          ),
    ),
  },
  {
    id: 'null-as-a-word',
    reason: 'The word null in a parameter is null where the schema allows it.',
    explains: errorBy(
      'prism',
      (violation, exchange) => violation.code === 'type' && sentValue(violation, exchange) === 'null',
    ),
  },
  {
    id: 'spaces-between-items',
    reason:
      'Items of a list with spaces are split at %20 or + (OpenAPI, style spaceDelimited); Prism looks for an encoded %20.',
    explains: errorByOne(({ place }, exchange) => {
      const [part = '', name = ''] = place.split('/');
      const encoding = own(exchange.requestMedia?.node ?? {}, 'encoding');
      const described =
        part === 'body' ? isObject(encoding) && own(encoding, name) : exchange.parameter(part, name)?.node;
      return isObject(described) && own(described, 'style') === 'spaceDelimited';
    }),
  },
  {
    id: 'optional-objects-may-be-absent',
    reason: 'An optional object of which nothing is sent is absent; Prism still asks for its required members.',
    explains: errorBy('prism', (violation, exchange) => {
      const name = nameIn('query', violation);
      const parameter = name === '' ? undefined : exchange.parameter('query', name)?.node;
      if (violation.code !== 'required' || !parameter || own(parameter, 'required') === true) return false;
      const members = exchange.schemasFor(violation).flatMap((schema) => Object.keys(own(schema, 'properties') ?? {}));
      return ![...exchange.query.keys()].some(
        (key) => key === name || key.startsWith(`${name}[`) || members.includes(key),
      );
    }),
  },
  {
    id: 'parameters-with-content-are-judged',
    reason: 'A parameter that has `content` instead of a schema is judged; Prism does not read it.',
    explains: errorBy('ours', ({ place }, exchange) => {
      const [part = '', name = ''] = place.split('/');
      const parameter = part === 'body' ? undefined : exchange.parameter(part, name)?.node;
      return parameter !== undefined && isObject(own(parameter, 'content'));
    }),
  },
  {
    id: 'query-names-have-a-case',
    reason: 'Upper and lower case of names in a query differ (RFC 3986 §6.2.2.1); Prism ignores the case.',
    explains: errorByOne((violation, exchange) => {
      if (!violation.place.startsWith('query')) return false;
      return exchange.parameters('query').some(({ node }) => {
        const name = String(own(node, 'name'));
        const reported = nameIn('query', violation);
        if (name === name.toLowerCase() && !exchange.query.has(name)) return isSentInAnotherCase(exchange, name);
        const isMeant = reported === '' || reported.toLowerCase() === name.toLowerCase();
        return isMeant && (name !== name.toLowerCase() || isSentInAnotherCase(exchange, name));
      });
    }),
  },
  {
    id: 'ignored-header-parameters',
    reason: 'Header parameters named Accept, Content-Type or Authorization are ignored (OpenAPI, Parameter Object).',
    explains: errorBy(
      'prism',
      ({ place, code }, exchange) =>
        place === 'header' &&
        code === 'required' &&
        ['accept', 'content-type', 'authorization'].some((name) => exchange.parameter('header', name) !== undefined),
    ),
  },
  {
    id: 'cookies-are-judged',
    reason: 'Cookies are judged; Prism does not read them.',
    explains: errorBy('ours', ({ place }) => place === 'cookie' || place.startsWith('cookie/')),
  },
  {
    id: 'head-from-get',
    reason: 'HEAD is answered wherever GET is documented (RFC 9110 §9.3.2); Prism answers 405.',
    explains: on(
      'status',
      ({ ours, prism }, { call, compiled }) =>
        call.method === 'HEAD' && prism === 405 && ours < 400 && compiled?.operation.method === 'GET',
    ),
  },
  {
    id: 'empty-path-values-match-nothing',
    reason: 'Nothing between two slashes is not a value of a path parameter: the path is unknown; Prism answers 422.',
    explains: anyOf(
      on('status', ({ prism }, exchange) => prism === 422 && hasEmptyPathValue(exchange)),
      errorBy(
        'prism',
        ({ place, code }, exchange) => place === 'path' && code === 'required' && hasEmptyPathValue(exchange),
      ),
    ),
  },
  {
    id: 'base-path-of-the-server',
    reason: 'The base path of a server is part of its URL: Docproof answers with and without it, Prism only without.',
    explains: on(
      'status',
      (_, { prism, compiled, path, root }) =>
        prism.problem === 'NO_PATH_MATCHED_ERROR' && compiled !== undefined && isUnderBasePath(root, path),
    ),
  },
  {
    id: 'any-documented-server',
    reason: 'Any documented server may be named by __server; Prism refuses one that the path replaces by its own.',
    explains: on(
      'status',
      ({ ours }, { prism, query }) =>
        prism.problem === 'NO_SERVER_MATCHED_ERROR' && query.has('__server') && ours < 400,
    ),
  },
  {
    id: 'encoded-parentheses',
    reason: 'Parentheses in a path may be encoded; Prism finds the path and then misses the value.',
    explains: errorBy(
      'prism',
      ({ place, code }, { path }) => place === 'path' && code === 'required' && /%2[89]/i.test(path),
    ),
  },
  {
    id: 'first-reading-that-fits',
    reason: 'Where a path can be read in several ways, the first one whose values fit their schemas counts.',
    explains: errorBy(
      'prism',
      ({ place }, { compiled }) =>
        place.startsWith('path/') &&
        (compiled?.operation.path ?? '').split('/').some((segment) => (segment.match(/\{/g) ?? []).length > 1),
    ),
  },
  {
    id: 'undocumented-query-is-reported',
    reason: 'A query parameter that the document does not have gets a warning: the service may not read it.',
    explains: warning(({ code, place }) => code === 'undocumented-parameter' && place.startsWith('query/')),
  },
  {
    id: 'deprecated-is-reported-everywhere',
    reason: 'A deprecated parameter gets a warning in every part of a request; in Prism only in the query.',
    explains: warning(({ code, place }) => code === 'deprecated' && !place.startsWith('query')),
  },
  {
    id: 'other-json-types-are-reported',
    reason: 'One JSON type in the place of another is answered as in Prism, with a warning that it is not documented.',
    explains: warning(
      ({ code }, { type }) => code === 'undocumented-media-type' && /(?:^|\+)json$/.test(type?.subtype ?? ''),
    ),
  },
  {
    id: 'unreadable-upload',
    reason: 'An upload without a boundary has the documented type and a body that cannot be read: 400; Prism says 415.',
    explains: on(
      'status',
      (_, { ours, prism, isMultipart, type }) =>
        prism.problem === 'INVALID_CONTENT_TYPE' &&
        ours.problem === 'MALFORMED_BODY' &&
        isMultipart &&
        !type?.parameters.has('boundary'),
    ),
  },
  {
    id: 'rules-have-names',
    reason:
      'A missing credential or an undocumented media type is reported by rule and place; Prism gives only a status.',
    explains: anyOf(
      errorBy(
        'prism',
        ({ place, code }, { ours }) =>
          place === '' && /^(?:401|415)$/.test(code) && ours.violations.some(({ code }) => NAMED[code] !== undefined),
      ),
      errorBy('ours', ({ code }, { prism }) =>
        prism.violations.some((theirs) => theirs.place === '' && theirs.code === NAMED[code]),
      ),
    ),
  },
  {
    id: 'switched-off-query',
    reason: 'A query parameter that a Postman collection switches off is not required.',
  },
  {
    id: 'body-without-consumes',
    reason: 'A body that Swagger 2.0 describes is read as JSON where `consumes` is missing; Prism answers 415.',
  },
];

function hasEmptyPathValue({ ours, path }: Exchange): boolean {
  return ours.problem === 'NO_PATH_MATCHED_ERROR' && /\/(?:\/|$)/.test(path);
}

/** Our names for what Prism reports by a status. */
const NAMED: Readonly<Record<string, string>> = { 'missing-credentials': '401', 'undocumented-media-type': '415' };

/** The parameter that a violation names; empty where it names none in this part. */
function nameIn(part: string, { place }: Reported): string {
  const [first, name = ''] = place.split('/');
  return first === part ? name : '';
}

function sentValue({ place }: Reported, exchange: Exchange): string | undefined {
  const [part, name = ''] = place.split('/');
  if (part === 'query') return exchange.query.get(name) ?? undefined;
  return part === 'header' ? exchange.header(name.toLowerCase()) : undefined;
}

/** What JavaScript reads as a number, and JSON does not. */
function isOddNumber(text: string | undefined): boolean {
  if (text === undefined || text.trim() === '') return false;
  return !Number.isNaN(Number(text)) && !/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text);
}

function isSentInAnotherCase(exchange: Exchange, name: string): boolean {
  return [...exchange.query.keys()].some((key) => key !== name && key.toLowerCase() === name.toLowerCase());
}

function isUnderBasePath(root: Exchange['root'], path: string): boolean {
  const servers = at(root, '/servers');
  if (!Array.isArray(servers)) return false;
  return servers.filter(isObject).some((server) => {
    const url = own(server, 'url');
    const base = typeof url === 'string' ? url.replace(/^[a-z][\w+.-]*:\/\/[^/]*/i, '').replace(/\/$/, '') : '';
    const fixed = base.split('{', 1)[0] ?? '';
    return fixed.length > 1 && path.startsWith(fixed);
  });
}
