// In the manner of hosting providers: every operation, parameter, response, header, example and schema has a file of
// its own.
import { stringify } from 'yaml';
import { nameOf, requestOf } from './made.mjs';

const RESOURCES = 15;

/**
 * OpenAPI 3.0, some 130 files: names with spaces and signs, references through references, models that lead to each
 * other.
 */
export function manyFiles() {
  const files = {};
  const requests = [];
  const paths = {};
  const put = (path, value) => {
    files[`/docs/${path}`] = stringify(value, { aliasDuplicateObjects: false });
  };
  shared(put);
  for (let index = 0; index < RESOURCES; index += 1) {
    const resource = resourceOf(index);
    model(put, resource, resourceOf((index + 7) % RESOURCES), resourceOf((index + 1) % RESOURCES));
    const at = `resources/${encodeURIComponent(resource.folder)}`;
    const { plural } = resource;
    const isWhole = index % 5 === 4;
    // Some path items are references themselves, others have one for each operation.
    paths[`/v2/${plural}`] = isWhole
      ? { $ref: `${at}/collection.yml` }
      : { get: { $ref: `${at}/list.yml` }, post: { $ref: `${at}/operations.yml#/create` } };
    paths[`/v2/${plural}/{${plural}_id}`] = {
      parameters: [{ $ref: `${at}/parameters.yml#/id` }],
      get: { $ref: `${at}/get.yml` },
      patch: { $ref: `${at}/operations.yml#/change` },
      delete: { $ref: `${at}/operations.yml#/remove` },
    };
    operations(put, resource, isWhole);
    const token = { authorization: 'Bearer 3f9a' };
    const body = { name: 'web-1', region: 'north', tags: ['a'], size: 4 };
    requests.push(
      requestOf('GET', `/v2/${plural}?page=2&per_page=20&tag=a`, token),
      requestOf('POST', `/v2/${plural}`, token, body),
      requestOf('GET', `/v2/${plural}/7`, token),
      requestOf('PATCH', `/v2/${plural}/7`, token, { name: 'web-2' }),
      requestOf('DELETE', `/v2/${plural}/7`, token),
    );
  }
  put('openapi.yaml', {
    openapi: '3.0.3',
    info: { title: 'Hosting', version: '2' },
    servers: [{ url: 'https://api.hosting.example' }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { error: { $ref: 'shared/models/error.yml' } },
    },
  });
  return { name: 'many-files', files, requests };
}

function resourceOf(index) {
  const name = nameOf(index);
  const plural = `${name.toLowerCase()}s`;
  // Folders need decoding: spaces, plus signs, letters beyond ASCII.
  const folder = [name, `${name} group`, `${name}+`, `${name}é`][index % 4];
  return { index, name, plural, folder };
}

function shared(put) {
  put('shared/models/error.yml', {
    type: 'object',
    required: ['id', 'message'],
    properties: {
      id: { type: 'string', example: 'not_found' },
      message: { type: 'string', example: 'The resource was not found.' },
      request_id: { type: 'string', format: 'uuid' },
    },
  });
  put('shared/parameters.yml', {
    page: { name: 'page', in: 'query', schema: { type: 'integer', minimum: 1, default: 1 } },
    per_page: { name: 'per_page', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200, default: 20 } },
  });
  put('shared/headers.yml', {
    'ratelimit-limit': { schema: { type: 'integer', example: 5000 } },
    'ratelimit-reset': { schema: { type: 'integer', format: 'int64', example: 1444931833 } },
    'x-request-id': { $ref: 'x-request-id.yml' },
  });
  put('shared/x-request-id.yml', { schema: { type: 'string', format: 'uuid' } });
  const headers = Object.fromEntries(
    ['ratelimit-limit', 'ratelimit-reset', 'x-request-id'].map((name) => [name, { $ref: `../headers.yml#/${name}` }]),
  );
  for (const [name, id] of [
    ['unauthorized', 'unauthorized'],
    ['not found', 'not_found'],
    ['too+many', 'too_many_requests'],
    ['unexpected', 'server_error'],
  ])
    put(`shared/responses/${name}.yml`, {
      description: name,
      headers,
      content: {
        'application/json': {
          schema: { $ref: '../models/error.yml' },
          example: { id, message: `The answer is ${id}.` },
        },
      },
    });
}

/** The model of a resource, beside those of its neighbours: they lead to each other in circles, across files. */
function model(put, { folder, name }, neighbour, next) {
  const of = (other) => `../../${encodeURIComponent(other.folder)}/models/model.yml`;
  put(`resources/${folder}/models/model.yml`, {
    type: 'object',
    required: ['id', 'name', 'region', 'status', 'created_at', 'networks'],
    properties: {
      id: { type: 'integer', format: 'int64', example: 3164444 },
      name: { $ref: 'attributes.yml#/definitions/name' },
      region: { $ref: '#/definitions/region' },
      status: {
        $ref: 'attributes.yml#/definitions/status',
        description: 'Beside a reference, this counts for nothing.',
      },
      created_at: { type: 'string', format: 'date-time' },
      size: { type: 'integer', minimum: 1, nullable: true },
      tags: { type: 'array', nullable: true, items: { type: 'string' } },
      parent: { nullable: true, allOf: [{ $ref: of(neighbour) }] },
      siblings: { type: 'array', items: { $ref: of(next) } },
      networks: {
        type: 'object',
        properties: { v4: { type: 'array', items: { $ref: 'attributes.yml#/definitions/v4' } } },
      },
      labels: { type: 'object', additionalProperties: { $ref: 'attributes.yml#/definitions/name' } },
    },
    definitions: { region: { type: 'string', enum: ['north', 'south', 'east', 'west'], title: `${name} region` } },
  });
  put(`resources/${folder}/models/attributes.yml`, {
    definitions: {
      name: { type: 'string', pattern: '^[a-zA-Z0-9.-]+$', maxLength: 63 },
      status: { type: 'string', enum: ['new', 'active', 'off', 'archive'] },
      v4: {
        type: 'object',
        required: ['ip_address'],
        properties: { ip_address: { type: 'string', format: 'ipv4' }, netmask: { type: 'string', format: 'ipv4' } },
      },
    },
  });
}

function operations(put, { folder, name, plural, index }, isWhole) {
  const at = (path) => `resources/${folder}/${path}`;
  const errors = {
    401: { $ref: '../../shared/responses/unauthorized.yml' },
    429: { $ref: '../../shared/responses/too%2Bmany.yml' },
    default: { $ref: '../../shared/responses/unexpected.yml' },
  };
  const notFound = { 404: { $ref: '../../shared/responses/not%20found.yml' } };
  const one = { type: 'object', required: [name], properties: { [name]: { $ref: 'models/model.yml' } } };
  put(at('parameters.yml'), {
    id: { name: `${plural}_id`, in: 'path', required: true, schema: { type: 'integer', minimum: 1 }, example: 3164444 },
    tag: { name: 'tag', in: 'query', schema: { $ref: 'models/attributes.yml#/definitions/name' } },
  });
  put(at('examples/first page.yml'), {
    summary: 'The first page',
    value: { [plural]: [], meta: { total: 0 }, links: { next: null } },
  });
  put(at('responses/page.yml'), {
    description: 'a page',
    headers: { 'ratelimit-limit': { $ref: '../../../shared/headers.yml#/ratelimit-limit' } },
    content: {
      'application/json': {
        schema: {
          type: 'object',
          required: [plural, 'meta'],
          properties: {
            [plural]: { type: 'array', items: { $ref: '../models/model.yml' } },
            meta: { type: 'object', required: ['total'], properties: { total: { type: 'integer', minimum: 0 } } },
            links: { type: 'object', properties: { next: { type: 'string', format: 'uri', nullable: true } } },
          },
        },
        // Half of the pages have an example; the others are generated.
        ...(index % 2 === 0 ? { examples: { first: { $ref: '../examples/first%20page.yml' } } } : {}),
      },
    },
  });
  const listing = {
    operationId: `${plural}_list`,
    tags: [name],
    parameters: [
      { $ref: '../../shared/parameters.yml#/page' },
      { $ref: '../../shared/parameters.yml#/per_page' },
      { $ref: 'parameters.yml#/tag' },
    ],
    responses: { 200: { $ref: 'responses/page.yml' }, ...errors },
  };
  put(at('list.yml'), listing);
  put(at('get.yml'), {
    operationId: `${plural}_get`,
    responses: {
      200: { description: 'one', content: { 'application/json': { schema: one } } },
      ...notFound,
      ...errors,
    },
  });
  const body = (required) => ({
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          ...(required.length > 0 ? { required } : {}),
          properties: {
            name: { $ref: 'models/attributes.yml#/definitions/name' },
            region: { $ref: 'models/model.yml#/definitions/region' },
            size: { $ref: 'models/model.yml#/properties/size' },
            tags: { $ref: 'models/model.yml#/properties/tags' },
          },
        },
      },
    },
  });
  const made = { description: 'made', content: { 'application/json': { schema: one } } };
  put(at('operations.yml'), {
    create: {
      operationId: `${plural}_create`,
      requestBody: body(['name', 'region']),
      responses: { 202: made, ...errors },
    },
    change: {
      operationId: `${plural}_change`,
      requestBody: body([]),
      responses: { 200: made, ...notFound, ...errors },
    },
    remove: { operationId: `${plural}_remove`, responses: { 204: { description: 'gone' }, ...notFound, ...errors } },
  });
  if (isWhole) put(at('collection.yml'), { get: { $ref: 'list.yml' }, post: { $ref: './operations.yml#/create' } });
}
