// A library's API, in OpenAPI 3.0 and in 3.1: the same rules, each said as its version says them.
import { oddPaths } from './odd-document.mjs';

export const SERVER = 'https://api.books.example/v2';

/** @param version `3.0.3` or `3.1.0` */
export function libraryDocument(version) {
  const isOld = version.startsWith('3.0');
  const orNull = (schema) => (isOld ? { ...schema, nullable: true } : { ...schema, type: [schema.type, 'null'] });
  const positive = isOld
    ? { type: 'number', minimum: 0, exclusiveMinimum: true }
    : { type: 'number', exclusiveMinimum: 0 };
  const schema = (name) => ({ $ref: `#/components/schemas/${name}` });
  const json = (value) => ({ content: { 'application/json': { schema: value } } });
  const answer = (description, value, headers) => ({
    description,
    ...(value ? json(value) : {}),
    ...(headers ? { headers } : {}),
  });
  const problem = { description: 'refused', content: { 'application/problem+json': { schema: schema('problem') } } };
  const bookId = { name: 'bookId', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } };
  const odd = oddPaths({ isOld, schema, json, answer });
  return {
    openapi: version,
    info: { title: 'Library', version: '2' },
    servers: [{ url: SERVER }],
    security: [{ token: [] }],
    paths: {
      '/books': {
        get: {
          operationId: 'listBooks',
          parameters: [
            { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 } },
            { name: 'sort', in: 'query', schema: { type: 'string', enum: ['title', 'price'] } },
            {
              name: 'tags',
              in: 'query',
              explode: false,
              schema: { type: 'array', items: { type: 'string', enum: ['poetry', 'travel', 'history'] } },
            },
            { name: 'x-branch', in: 'header', required: true, schema: { type: 'string', pattern: '^[A-Z]{3}$' } },
          ],
          responses: {
            200: answer(
              'a page',
              {
                type: 'object',
                required: ['items', 'next'],
                properties: { items: { type: 'array', items: schema('book') }, next: orNull({ type: 'string' }) },
              },
              { 'x-total-count': { required: true, schema: { type: 'integer' } } },
            ),
            400: problem,
          },
        },
        post: {
          operationId: 'addBook',
          requestBody: { required: true, ...json(schema('newBook')) },
          responses: { 201: answer('added', schema('book')), 422: problem },
        },
      },
      '/books/{bookId}': {
        parameters: [bookId],
        get: { operationId: 'getBook', responses: { 200: answer('the book', schema('book')), 404: problem } },
      },
      '/books/{bookId}/cover': {
        parameters: [bookId],
        put: {
          operationId: 'putCover',
          requestBody: {
            required: true,
            content: {
              'multipart/form-data': {
                schema: {
                  type: 'object',
                  required: ['caption', 'image'],
                  properties: { caption: { type: 'string', maxLength: 40 }, image: { type: 'string' } },
                },
              },
            },
          },
          responses: { 204: answer('stored') },
        },
      },
      '/loans': {
        post: {
          operationId: 'lend',
          requestBody: {
            required: true,
            content: {
              'application/x-www-form-urlencoded': {
                schema: {
                  type: 'object',
                  required: ['book', 'days'],
                  properties: { book: { type: 'integer' }, days: { type: 'integer', minimum: 1, maximum: 30 } },
                },
              },
            },
          },
          responses: { 201: answer('lent', schema('loan')) },
        },
      },
      '/loans/{loanId}': {
        delete: {
          operationId: 'giveBack',
          parameters: [{ name: 'loanId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
          responses: { 204: answer('given back') },
        },
      },
      '/events': {
        post: {
          operationId: 'report',
          requestBody: { required: true, ...json({ oneOf: [schema('scan'), schema('visit')] }) },
          responses: { 202: answer('taken') },
        },
      },
      ...odd.paths,
    },
    ...odd.parts,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        newBook: {
          type: 'object',
          required: ['title', 'isbn', 'price', 'state'],
          additionalProperties: false,
          properties: bookProperties({ orNull, positive }),
        },
        book: {
          type: 'object',
          required: ['id', 'title', 'isbn', 'price', 'state', 'author'],
          properties: {
            id: { type: 'integer', minimum: 1 },
            ...bookProperties({ orNull, positive }),
            author: {
              allOf: [schema('person'), { type: 'object', properties: { share: { type: 'number', maximum: 1 } } }],
            },
          },
        },
        person: {
          type: 'object',
          required: ['name'],
          properties: { name: { type: 'string', minLength: 1 }, born: orNull({ type: 'integer' }) },
        },
        loan: {
          type: 'object',
          required: ['id', 'book', 'due'],
          properties: {
            id: { type: 'string', format: 'uuid' },
            book: { type: 'integer' },
            due: { type: 'string', format: 'date-time' },
          },
        },
        scan: {
          type: 'object',
          required: ['kind', 'gate'],
          properties: { kind: { type: 'string', enum: ['scan'] }, gate: { type: 'integer' } },
        },
        visit: {
          type: 'object',
          required: ['kind', 'visitor'],
          properties: { kind: { type: 'string', enum: ['visit'] }, visitor: { type: 'string' } },
        },
        problem: {
          type: 'object',
          required: ['title', 'status'],
          properties: { title: { type: 'string' }, status: { type: 'integer', minimum: 400 } },
        },
        ...odd.schemas,
      },
    },
  };
}

function bookProperties({ orNull, positive }) {
  return {
    title: { type: 'string', minLength: 1, maxLength: 80 },
    isbn: { type: 'string', pattern: '^97[89][0-9]{10}$' },
    price: positive,
    state: { type: 'string', enum: ['shelved', 'lent', 'lost'] },
    published: orNull({ type: 'string', format: 'date' }),
    tags: { type: 'array', uniqueItems: true, maxItems: 5, items: { type: 'string' } },
  };
}
