// In the manner of older services: Swagger 2.0 in YAML, with all that it says in other words.
import { stringify } from 'yaml';
import { nameOf, requestOf, times } from './made.mjs';

const to = (name) => ({ $ref: `#/definitions/${name}` });

/** Swagger 2.0: forms, files, collections, media types for all, a base path, discriminators as plain names. */
export function converted() {
  const requests = [];
  const root = {
    swagger: '2.0',
    info: { title: 'Converted', version: '1' },
    host: 'old.example',
    basePath: '/rest/v1',
    schemes: ['https', 'http'],
    consumes: ['application/json'],
    produces: ['application/json', 'application/xml'],
    securityDefinitions: {
      basic: { type: 'basic' },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      oauth: {
        type: 'oauth2',
        flow: 'accessCode',
        authorizationUrl: 'https://old.example/a',
        tokenUrl: 'https://old.example/t',
        scopes: { read: 'reads' },
      },
    },
    security: [{ key: [] }],
    parameters: {
      page: { name: 'page', in: 'query', type: 'integer', minimum: 0, exclusiveMinimum: true, default: 1 },
      fields: {
        name: 'fields',
        in: 'query',
        type: 'array',
        items: { type: 'string', enum: ['id', 'name'] },
        collectionFormat: 'csv',
      },
    },
    responses: {
      failed: {
        description: 'failed',
        schema: to('Failure'),
        headers: { 'X-Trace': { type: 'string', format: 'uuid' } },
      },
    },
    definitions: {
      Failure: {
        type: 'object',
        required: ['code'],
        properties: { code: { type: 'integer', format: 'int32' }, message: { type: 'string', 'x-nullable': true } },
      },
    },
    paths: {},
  };
  times(9, (index) => {
    const name = nameOf(index);
    Object.assign(root.definitions, definitionsOf(name));
    for (const [key, node, { target = key.split(' ')[1], headers = {}, body } = {}] of operationsOf(name)) {
      const [method, path] = key.split(' ');
      root.paths[path] ??= {};
      root.paths[path][method.toLowerCase()] = node;
      requests.push(requestOf(method, target, { 'x-key': 'k', ...headers }, body));
    }
  });
  return {
    name: 'converted',
    files: { '/docs/openapi.yaml': stringify(root, { aliasDuplicateObjects: false }) },
    requests,
  };
}

function definitionsOf(name) {
  return {
    [name]: {
      type: 'object',
      discriminator: 'kind',
      required: ['id', 'kind'],
      properties: {
        id: { type: 'integer', format: 'int64' },
        kind: { type: 'string' },
        note: { type: 'string', 'x-nullable': true },
        price: { type: 'number', format: 'double', minimum: 0, exclusiveMinimum: true, multipleOf: 0.01 },
        photo: { type: 'string', format: 'byte' },
        links: { type: 'array', items: to(name) },
      },
    },
    [`${name}Big`]: {
      allOf: [
        to(name),
        { type: 'object', required: ['size'], properties: { size: { type: 'integer', readOnly: true } } },
      ],
    },
    [`${name}Small`]: {
      allOf: [
        to(name),
        { type: 'object', properties: { tags: { type: 'array', items: { type: 'string' }, uniqueItems: true } } },
      ],
    },
    [`${name}Page`]: {
      type: 'object',
      required: ['items'],
      properties: { items: { type: 'array', items: to(name) }, next: { type: 'string', format: 'uri' } },
    },
  };
}

function operationsOf(name) {
  const id = { name: 'id', in: 'path', required: true, type: 'integer' };
  const failed = { default: { $ref: '#/responses/failed' } };
  const form = (type, ...fields) => ({
    consumes: [type],
    parameters: fields.map((field) => ({ in: 'formData', ...field })),
  });
  return [
    [
      `GET /${name}`,
      {
        parameters: [{ $ref: '#/parameters/page' }, { $ref: '#/parameters/fields' }],
        responses: {
          200: {
            description: 'page',
            schema: to(`${name}Page`),
            headers: { 'X-Total': { type: 'integer', minimum: 0 } },
          },
          ...failed,
        },
      },
      { target: `/${name}?page=1&fields=id,name` },
    ],
    [
      `POST /${name}`,
      {
        parameters: [{ in: 'body', name: 'body', required: true, schema: to(name) }],
        responses: { 201: { description: 'made', schema: to(`${name}Big`) }, ...failed },
      },
      { body: { id: 1, kind: `${name}Small`, tags: ['a'] } },
    ],
    [
      `GET /${name}/{id}`,
      {
        parameters: [id],
        responses: {
          200: {
            description: 'one',
            schema: to(`${name}Small`),
            examples: { 'application/json': { id: 7, kind: `${name}Small` } },
          },
          404: { description: 'none' },
        },
      },
      { target: `/${name}/7` },
    ],
    [
      `DELETE /${name}/{id}`,
      { parameters: [id], security: [{ basic: [] }, { oauth: ['read'] }], responses: { 204: { description: 'gone' } } },
      { target: `/${name}/7`, headers: { authorization: 'Basic YTpi' } },
    ],
    [
      `POST /${name}/forms`,
      {
        ...form(
          'application/x-www-form-urlencoded',
          { name: 'a', type: 'string', required: true },
          { name: 'b', type: 'array', items: { type: 'integer' }, collectionFormat: 'multi' },
        ),
        responses: { 200: { description: 'ok', schema: { type: 'string' } } },
      },
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=x&b=1&b=2' },
    ],
    [
      `POST /${name}/uploads`,
      {
        ...form(
          'multipart/form-data',
          { name: 'file', type: 'file', required: true },
          { name: 'note', type: 'string' },
        ),
        responses: { 200: { description: 'ok', schema: to(name) } },
      },
      {
        headers: { 'content-type': 'multipart/form-data; boundary=fence' },
        body: '--fence\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nabc\r\n--fence--\r\n',
      },
    ],
    [
      `GET /${name}/{id}/download`,
      {
        parameters: [id],
        produces: ['application/pdf', 'application/octet-stream'],
        responses: { 200: { description: 'file', schema: { type: 'file' } } },
      },
      { target: `/${name}/7/download` },
    ],
    [
      `GET /${name}/text`,
      { produces: ['text/plain'], responses: { 200: { description: 'text', schema: { type: 'string' } } } },
    ],
    [`GET /${name}/silent`, { responses: { 200: { description: 'nothing said' } } }],
    [
      `GET /${name}/lists`,
      {
        parameters: ['ssv', 'tsv', 'pipes', 'multi'].map((collectionFormat) => ({
          name: collectionFormat,
          in: 'query',
          type: 'array',
          collectionFormat,
          items: { type: 'integer' },
        })),
        responses: {
          200: { description: 'ok', schema: { type: 'array', items: { type: 'integer', format: 'int32' } } },
        },
      },
      { target: `/${name}/lists?ssv=1%202&pipes=1%7C2&multi=1&multi=2` },
    ],
    [
      `PUT /${name}/xml`,
      {
        consumes: ['application/xml'],
        produces: ['application/xml'],
        parameters: [
          {
            in: 'body',
            name: 'body',
            schema: {
              type: 'object',
              xml: { name: 'thing' },
              properties: { id: { type: 'integer', xml: { attribute: true } } },
            },
          },
        ],
        responses: {
          200: {
            description: 'ok',
            schema: {
              type: 'object',
              xml: { name: 'thing' },
              properties: {
                id: { type: 'integer', xml: { attribute: true } },
                all: { type: 'array', xml: { wrapped: true }, items: { type: 'string' } },
              },
            },
          },
        },
      },
      { headers: { 'content-type': 'application/xml' }, body: '<thing id="7"/>' },
    ],
  ];
}
