import { type Contract, type Operation, responseFor } from '../../contract/index.js';
import { decodePercent, type Exchange, type Headers, isObject, own } from '../../model/index.js';
import { dereference } from '../reading/schema.js';
import { type Credential, credentialsFor } from '../wire/credentials.js';
import { isDescribedElsewhere } from '../wire/parameters.js';
import { fault, type MessageMutation } from './message-fault.js';

/** Faults that leave out required query and header parameters, response headers or credentials. */
export function capturedFaults(contract: Contract, operation: Operation, exchange: Exchange): MessageMutation[] {
  return [
    ...parameterFaults(operation, exchange),
    ...responseHeaderFaults(contract, operation, exchange),
    ...credentialFaults(contract, operation, exchange),
  ];
}

function parameterFaults({ parameters }: Operation, exchange: Exchange): MessageMutation[] {
  return parameters.flatMap(({ node }) => {
    const { in: place, name, required } = node;
    if (typeof name !== 'string' || required !== true) return [];
    if (place !== 'query' && (place !== 'header' || isDescribedElsewhere(name))) return [];
    const changed = lacking(exchange, { place, name });
    const expected = { in: 'request', part: place, location: name, keyword: 'missing-parameter' } as const;
    return fault('missing-parameter', changed, expected);
  });
}

function responseHeaderFaults({ document }: Contract, operation: Operation, exchange: Exchange): MessageMutation[] {
  const { response } = exchange;
  const described = response.status === 304 ? undefined : responseFor(operation, response.status)?.response;
  const map = described && own(described.node, 'headers');
  return Object.entries(isObject(map) ? map : {}).flatMap(([name, header]) => {
    const headers = without(response.headers, name);
    const isRequired = dereference(document.root, header, '')?.node.required === true;
    if (!headers || !isRequired || name.toLowerCase() === 'content-type') return [];
    const changed = { ...exchange, response: { ...response, headers } };
    return fault('missing-header', changed, {
      in: 'response',
      part: 'header',
      location: name,
      keyword: 'missing-parameter',
    });
  });
}

/** The request without credentials of any way that would do; left alone where one of them is a parameter as well. */
function credentialFaults({ document }: Contract, operation: Operation, exchange: Exchange): MessageMutation[] {
  const { credentials, carriers, isDemanded } = credentialsFor(document.root, operation.node);
  const [first] = credentials;
  const isParameter = operation.parameters.some(({ node }) => carriers.some(({ name }) => name === node.name));
  const isCookie = carriers.some(({ place }) => place === 'cookie');
  if (!first || !isDemanded || isParameter || isCookie) return [];
  const changed = carriers.reduce((left, carrier) => lacking(left, carrier) ?? left, exchange);
  return fault('missing-credentials', changed, {
    in: 'request',
    part: 'security',
    location: first.name,
    keyword: 'missing-credentials',
  });
}

/** The exchange without a header or query parameter; undefined where it has none. */
function lacking(exchange: Exchange, { place, name }: Pick<Credential, 'place' | 'name'>): Exchange | undefined {
  const { request } = exchange;
  if (place === 'header') {
    const headers = without(request.headers, name);
    return headers && { ...exchange, request: { ...request, headers } };
  }
  const [path = '', query = ''] = request.url.split('?');
  const pieces = query.split('&');
  const left = pieces.filter((piece) => decodePercent(piece.split('=')[0] ?? '') !== name);
  if (left.length === pieces.length) return undefined;
  const url = left.length === 0 ? path : `${path}?${left.join('&')}`;
  return { ...exchange, request: { ...request, url } };
}

function without(headers: Headers, name: string): Headers | undefined {
  const key = name.toLowerCase();
  if (!Object.hasOwn(headers, key)) return undefined;
  return Object.fromEntries(Object.entries(headers).filter(([other]) => other !== key));
}
