// What is planted: one fault in an exchange that was valid. And what is not a fault, though it looks like one to the
// hasty.
import { SERVER } from './document.mjs';
import { oddFaults } from './odd-faults.mjs';
import { parts } from './valid.mjs';

const inRequest = (change) => (exchange) => ({ ...exchange, requestBody: changed(exchange.requestBody, change) });
const inResponse = (change) => (exchange) => ({ ...exchange, responseBody: changed(exchange.responseBody, change) });
const set = (members) => (body) => ({ ...body, ...members });
const without =
  (name) =>
  ({ [name]: _, ...rest }) =>
    rest;
const atUrl = (from, to) => (exchange) => ({ ...exchange, url: exchange.url.replace(from, to) });
const withStatus = (status) => (exchange) => ({ ...exchange, status });
const field = (side, name, value) => (exchange) => ({
  ...exchange,
  [side]: [...exchange[side].filter(([key]) => key !== name), ...(value === undefined ? [] : [[name, value]])],
});

const odd = oddFaults({ inRequest, inResponse, set, without, atUrl, field });

/** By class: which valid exchange, and what is done to it. */
export const FAULTS = {
  'request body: type': ['add', inRequest(set({ price: '12.50' })), inRequest(set({ tags: 'poetry' }))],
  'request body: required property missing': ['add', inRequest(without('isbn')), inRequest(without('state'))],
  'request body: enumeration': ['add', inRequest(set({ state: 'burnt' }))],
  'request body: pattern': ['add', inRequest(set({ isbn: '123' }))],
  'request body: format': [
    'add',
    inRequest(set({ published: '30.04.1956' })),
    inRequest(set({ published: '2026-02-30' })),
  ],
  'request body: bounds': ['add', inRequest(set({ price: 0 })), inRequest(set({ title: 'x'.repeat(81) }))],
  'request body: forbidden property': ['add', inRequest(set({ shelf: 7 }))],
  'request body: null': ['add', inRequest(set({ title: null }))],
  'request body: no branch of oneOf': ['report', inRequest(set({ kind: 'theft' })), inRequest(without('gate'))],
  'request body: broken JSON': ['add', (exchange) => ({ ...exchange, requestBody: exchange.requestBody.slice(0, -7) })],
  'request body: missing': ['add', ({ requestBody: _, ...exchange }) => exchange],
  'request body: media type': ['add', field('requestHeaders', 'content-type', 'text/csv')],
  'form: type and bounds': ['lend', form('book=seven&days=3'), form('book=7&days=31')],
  'form: field missing': ['lend', form('book=7')],
  'multipart: part missing': ['cover', multipart([['caption', 'Only words']])],
  'multipart: bounds': [
    'cover',
    multipart([
      ['caption', 'x'.repeat(41)],
      ['image', '<svg/>'],
    ]),
  ],
  'query: type': ['list', atUrl(/limit=\d+/, 'limit=many')],
  'query: bounds': ['list', atUrl(/limit=\d+/, 'limit=101')],
  'query: enumeration': ['list', atUrl('sort=title', 'sort=weight')],
  'query: item of a list': ['list', atUrl('poetry,travel', 'poetry,cooking')],
  'path parameter: type': ['get', atUrl(/books\/\d+/, 'books/seven')],
  'path parameter: format': ['giveBack', atUrl(/loans\/.*/, 'loans/77')],
  'request header: missing': ['list', field('requestHeaders', 'x-branch')],
  'request header: pattern': ['list', field('requestHeaders', 'x-branch', 'tokyo')],
  'credentials: missing': ['get', field('requestHeaders', 'authorization')],
  'response body: type': ['get', inResponse(set({ id: '7' })), inResponse(set({ tags: {} }))],
  'response body: required property missing': ['get', inResponse(without('author')), inResponse(without('price'))],
  'response body: enumeration': ['get', inResponse(set({ state: 'burnt' }))],
  'response body: format': ['lend', inResponse(set({ due: 'tomorrow' })), inResponse(set({ id: '77' }))],
  'response body: bounds': ['get', inResponse(set({ price: -1 })), inResponse(set({ price: 0 }))],
  'response body: repeated item': ['get', inResponse(set({ tags: ['poetry', 'poetry'] }))],
  'response body: null': ['get', inResponse(set({ title: null }))],
  'response body: within allOf': [
    'get',
    inResponse(set({ author: { name: '', share: 0.1 } })),
    inResponse(set({ author: { name: 'A', share: 2 } })),
  ],
  'response body: within items': [
    'list',
    inResponse((page) => ({ ...page, items: [page.items[0], without('title')(page.items[1])] })),
  ],
  'response body: undocumented property': ['get', inResponse(set({ shelf: 7 }))],
  'response body: of an error': ['missing', inResponse(set({ status: 'gone' }))],
  'response body: broken JSON': [
    'get',
    (exchange) => ({ ...exchange, responseBody: exchange.responseBody.slice(0, -7) }),
  ],
  'response body: missing': ['get', ({ responseBody: _, ...exchange }) => exchange],
  'response: undocumented status': ['get', withStatus(418), withStatus(203)],
  'response: undocumented media type': ['get', field('responseHeaders', 'content-type', 'text/html')],
  'response header: missing': ['list', field('responseHeaders', 'x-total-count')],
  'response header: type': ['list', field('responseHeaders', 'x-total-count', 'two')],
  'undocumented path': ['get', atUrl(/books\/.*/, 'members')],
  'undocumented method': ['get', (exchange) => ({ ...exchange, method: 'PATCH' })],
  ...odd.faults,
};

/** Those that are faults in OpenAPI 3.1 alone. */
export const FAULTS_IN_31 = odd.onlyIn31;

/** What must not be reported. `onlyInHar`: a habit of recorders, which only a HAR can have. */
export const NO_FAULTS = {
  'as documented': { of: ['list', 'add', 'get', 'missing', 'cover', 'lend', 'giveBack', 'report'] },
  'null where it may be': {
    of: ['add'],
    change: [inRequest(set({ published: null })), inResponse(set({ published: null }))],
  },
  'members in another order, optional ones left out': {
    of: ['get'],
    change: [inResponse(({ tags: _, ...book }) => Object.fromEntries(Object.entries(book).reverse()))],
  },
  'header names in capitals': { of: ['list'], change: [field('responseHeaders', 'x-total-count'), capitals] },
  'media type with parameters, in capitals': {
    of: ['get'],
    change: [field('responseHeaders', 'content-type', 'Application/JSON;odata.metadata=minimal; Charset=UTF-8')],
  },
  'path percent-encoded': { of: ['get'], change: [atUrl(/books\/(\d)/, (_, digit) => `books/%3${digit}`)] },
  'an optional body left out': { of: ['giveBack'] },
  'not modified (304)': { of: ['get'], change: [({ responseBody: _, ...exchange }) => ({ ...exchange, status: 304 })] },
  'a preflight': { of: ['add'], onlyInHar: true, change: [preflight] },
  'another host': { of: ['get'], onlyInHar: true, change: [atUrl('api.books.example/v2', 'metrics.example')] },
  'aborted by the client': {
    of: ['get'],
    onlyInHar: true,
    change: [({ responseBody: _, ...rest }) => ({ ...rest, status: 0 })],
  },
  'body left out by the recorder': {
    of: ['get'],
    onlyInHar: true,
    change: [(exchange) => ({ ...exchange, recorded: 'omitted' })],
  },
  'body in base64': { of: ['get'], onlyInHar: true, change: [(exchange) => ({ ...exchange, recorded: 'base64' })] },
  'credentials left out by the recorder': {
    of: ['list', 'add', 'get'],
    onlyInHar: true,
    creator: 'WebInspector',
    change: [field('requestHeaders', 'authorization')],
  },
  ...odd.noFaults,
};

function changed(text, change) {
  return JSON.stringify(change(JSON.parse(text)));
}

function form(text) {
  return (exchange) => ({ ...exchange, requestBody: text });
}

function multipart(fields) {
  return (exchange) => ({ ...exchange, requestBody: parts(fields) });
}

function capitals(exchange) {
  return { ...exchange, responseHeaders: [...exchange.responseHeaders, ['X-Total-Count', '2']] };
}

function preflight({ requestBody: _, responseBody: __, ...exchange }) {
  const asks = [
    ['origin', 'https://app.books.example'],
    ['access-control-request-method', 'POST'],
  ];
  return {
    ...exchange,
    method: 'OPTIONS',
    url: `${SERVER}/books`,
    requestHeaders: asks,
    status: 204,
    responseHeaders: [],
  };
}
