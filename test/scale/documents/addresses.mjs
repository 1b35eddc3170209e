// In the manner of cloud providers: servers with variables, base paths, credentials of every kind, paths of every
// shape.
import { answer, createDocument, inPath, inQuery, json, list, nameOf, object, times } from './made.mjs';

const text = { type: 'string' };
const count = { type: 'integer', minimum: 1 };
const thing = object({ id: count, name: text });

/** OpenAPI 3.0 in which what matters is before the body. */
export function addresses() {
  const document = createDocument('3.0.3', 'Addresses', {
    servers: [
      {
        url: 'https://{region}.cloud.example:{port}/{stage}/api',
        variables: {
          region: { default: 'eu', enum: ['eu', 'us'] },
          port: { default: '443' },
          stage: { default: 'v1' },
        },
      },
      { url: '/local' },
      { url: '//other.example/base/' },
    ],
    security: [{ bearer: [] }],
    components: { securitySchemes: SCHEMES },
  });
  times(4, (index) => {
    const name = nameOf(index).toLowerCase();
    for (const [path, target, parameters] of paths(name))
      document.add(`GET ${path}`, { parameters, ...ok() }, { target, headers: BEARER });
    for (const [kind, security, request] of credentials())
      document.add(
        `GET /${name}/secured/${kind}`,
        { security, ...ok() },
        { target: `/${name}/secured/${kind}`, ...request(`/${name}/secured/${kind}`) },
      );
    for (const [kind, parameters, query] of styles())
      document.add(
        `GET /${name}/queries/${kind}`,
        { parameters, ...ok() },
        { target: `/${name}/queries/${kind}?${query}`, headers: BEARER },
      );
    for (const method of ['HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'])
      document.add(
        `${method} /${name}/methods`,
        {
          responses:
            method === 'HEAD'
              ? { 200: answer('ok', {}, { 'X-Count': { required: true, schema: count } }) }
              : ok().responses,
        },
        { headers: BEARER },
      );
    document.add(
      `GET /${name}/elsewhere`,
      { servers: [{ url: `https://${name}.cloud.example/own` }], ...ok() },
      { headers: BEARER },
    );
    document.add(
      `POST /${name}/called`,
      {
        requestBody: { required: true, ...json(object({ url: { type: 'string', format: 'uri' } })) },
        responses: { 202: answer('taken', json(thing)) },
        callbacks: {
          done: { '{$request.body#/url}': { post: { requestBody: json(thing), responses: { 204: answer('heard') } } } },
        },
      },
      { headers: BEARER, body: { url: 'http://127.0.0.1:9/never' } },
    );
  });
  return document.whole('addresses');
}

const ok = () => ({
  responses: {
    200: answer('ok', json(thing)),
    401: answer('who?', json(object({ reason: text }))),
    '4XX': answer('bad', json(object({ reason: text }))),
  },
});

const BEARER = { authorization: 'Bearer 3f9a' };
const SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  basic: { type: 'http', scheme: 'basic' },
  digest: { type: 'http', scheme: 'digest' },
  hoba: { type: 'http', scheme: 'hoba' },
  header: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
  query: { type: 'apiKey', in: 'query', name: 'key' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
  oauth: {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: 'https://id.example/token', scopes: { 'things.read': 'reads' } } },
  },
  openid: { type: 'openIdConnect', openIdConnectUrl: 'https://id.example/.well-known/openid-configuration' },
};

function credentials() {
  const headers = (more) => () => ({ headers: more });
  return [
    ['none', [], headers({})],
    ['optional', [{ bearer: [] }, {}], headers({})],
    ['basic', [{ basic: [] }], headers({ authorization: 'Basic YTpi' })],
    [
      'digest',
      [{ digest: [] }],
      headers({ authorization: 'Digest username="a", realm="r", nonce="n", uri="/", response="x"' }),
    ],
    ['hoba', [{ hoba: [] }], headers({ authorization: 'HOBA result="a"' })],
    ['header', [{ header: [] }], headers({ 'x-api-key': 'k' })],
    ['query', [{ query: [] }], (path) => ({ target: `${path}?key=k` })],
    ['cookie', [{ cookie: [] }], headers({ cookie: 'a=1; sid=k' })],
    ['oauth', [{ oauth: ['things.read'] }], headers(BEARER)],
    ['openid', [{ openid: [] }], headers(BEARER)],
    ['both', [{ header: [], cookie: [] }], headers({ 'x-api-key': 'k', cookie: 'sid=k' })],
    ['either', [{ query: [], basic: [] }, { header: [] }], headers({ 'x-api-key': 'k' })],
  ];
}

function paths(name) {
  const p = (...names) => names.map((one) => inPath(one, text));
  return [
    [`/${name}`, `/${name}`, []],
    [`/${name}/`, `/${name}/`, []],
    [`/${name}/latest`, `/${name}/latest`, []],
    [`/${name}/{id}`, `/${name}/a%2Fb`, p('id')],
    [`/${name}/files/{name}.{ext}`, `/${name}/files/report.v2.json`, p('name', 'ext')],
    [`/${name}/compare/{base}...{head}`, `/${name}/compare/main...topic.x`, p('base', 'head')],
    [`/${name}/items/{id}:archive`, `/${name}/items/7:archive`, p('id')],
    [`/${name}/spans/{from}-{to}`, `/${name}/spans/1-9`, [inPath('from', count), inPath('to', count)]],
    [`/${name}/odata(key='{key}',of={of})`, `/${name}/odata(key='a',of=7)`, [inPath('key', text), inPath('of', count)]],
    [`/${name}/v{version}/things`, `/${name}/v2/things`, [inPath('version', count)]],
    [`/${name}/über/{größe}`, `/${name}/%C3%BCber/7`, [inPath('größe', count)]],
    [`/${name}/with space/{id}`, `/${name}/with%20space/7`, p('id')],
    [`/${name}/labels{labels}`, `/${name}/labels.a.b`, [{ ...inPath('labels', list(text)), style: 'label' }]],
    [
      `/${name}/matrix{point}`,
      `/${name}/matrix;x=1;y=2`,
      [{ ...inPath('point', object({ x: count, y: count })), style: 'matrix', explode: true }],
    ],
    [`/${name}/lists/{ids}`, `/${name}/lists/1,2,3`, [inPath('ids', list(count))]],
    [`/${name}/search?kind=all`, `/${name}/search?kind=all`, []],
    [`/${name}/a/{b}/c/{d}/e/{f}/g/{h}`, `/${name}/a/1/c/2/e/3/g/4`, p('b', 'd', 'f', 'h')],
  ];
}

function styles() {
  return [
    ['form', [inQuery('ids', list(count)), inQuery('on', { type: 'boolean' })], 'ids=1&ids=2&on=false'],
    ['comma', [inQuery('ids', list(count), { explode: false })], 'ids=1,2'],
    ['space', [inQuery('ids', list(count), { style: 'spaceDelimited', explode: false })], 'ids=1%202'],
    ['pipe', [inQuery('ids', list(count), { style: 'pipeDelimited', explode: false })], 'ids=1%7C2'],
    [
      'deep',
      [inQuery('at', object({ from: count, to: count }), { style: 'deepObject', explode: true })],
      'at%5Bfrom%5D=1&at[to]=2',
    ],
    [
      'deepLists',
      [inQuery('at', object({ ids: list(count) }), { style: 'deepObject', explode: true })],
      'at[ids][0]=1&at[ids][1]=2',
    ],
    ['object', [inQuery('at', object({ from: count, to: count }), { explode: true })], 'from=1&to=2'],
    ['free', [inQuery('more', { type: 'object', additionalProperties: text }, { explode: true })], 'a=1&b=x'],
    ['brackets', [inQuery('ids[]', list(count))], 'ids[]=1&ids%5B%5D=2'],
    [
      'dollar',
      [inQuery('$filter', text), inQuery('filter[name]', text, { required: true })],
      '$filter=a%20eq%201&filter[name]=b',
    ],
    ['empty', [inQuery('flag', text, { allowEmptyValue: true })], 'flag='],
    ['reserved', [inQuery('url', text, { allowReserved: true })], 'url=https://a.example/b?c'],
    [
      'json',
      [{ name: 'where', in: 'query', content: { 'application/json': { schema: object({ a: count }) } } }],
      'where=%7B%22a%22%3A1%7D',
    ],
  ];
}
