// What the library's description has besides: keywords that nobody can use, references in odd places, parameters in
// odd styles.

/** @param isOld whether the document is OpenAPI 3.0 */
export function oddPaths({ isOld, schema, json, answer }) {
  const only = (value) => (isOld ? { type: 'string', enum: [value] } : { const: value });
  const signal = (kind, more) => ({
    type: 'object',
    required: ['kind', ...Object.keys(more)],
    properties: { kind: only(kind), ...more },
  });
  return {
    paths: {
      '/notes': {
        post: {
          operationId: 'addNote',
          requestBody: { required: true, ...json(schema('note')) },
          responses: { 201: answer('added', schema('note')) },
        },
      },
      '/accounts': {
        post: {
          operationId: 'addAccount',
          requestBody: { required: true, ...json(schema('account')) },
          responses: { 201: answer('added', schema('account')) },
        },
      },
      '/shelves': {
        get: {
          operationId: 'searchShelves',
          parameters: [
            {
              name: 'names',
              in: 'query',
              explode: false,
              schema: { type: 'array', maxItems: 2, items: { type: 'string', maxLength: 12 } },
            },
            {
              name: 'filter',
              in: 'query',
              style: 'deepObject',
              explode: true,
              schema: {
                type: 'object',
                properties: { ids: { type: 'array', items: { type: 'integer' } }, open: { type: 'boolean' } },
              },
            },
            { name: 'x-rooms', in: 'header', schema: { type: 'array', maxItems: 3, items: { type: 'integer' } } },
            { name: 'session', in: 'cookie', schema: { type: 'string', minLength: 4 } },
          ],
          responses: { 200: answer('found', { type: 'array', items: { type: 'string', minLength: 1 } }) },
        },
      },
      '/signals': {
        post: {
          operationId: 'signal',
          requestBody: {
            required: true,
            ...json({ oneOf: [schema('signalOne'), schema('signalTwo')], discriminator: { propertyName: 'kind' } }),
          },
          responses: { 202: { description: 'taken' } },
        },
      },
      '/rooms/{roomId}': { get: { $ref: '#/x-operations/getRoom' } },
    },
    schemas: {
      // Each keyword that cannot be used is beside others that can.
      note: {
        type: 'object',
        required: ['text', 'mark'],
        properties: {
          text: { type: 'string', pattern: '(?i)^[a-z ]+$', maxLength: 20 },
          mark: { type: 'integer', minimum: 1, maximum: 6 },
          colour: { type: 'string', minLength: '3', enum: ['red', 'blue'] },
          constructor: { type: 'string', maxLength: 8 },
        },
      },
      account: {
        type: 'object',
        required: ['name'],
        properties: {
          id: { type: 'integer', readOnly: true },
          password: { type: 'string', writeOnly: true },
          name: { type: 'string', minLength: 1 },
          nickname: { type: 'string', nullable: true },
        },
      },
      signalOne: signal('bell', { times: { type: 'integer', minimum: 1 } }),
      signalTwo: signal('light', { colour: { type: 'string', enum: ['red', 'blue'] } }),
      room: {
        type: 'object',
        required: ['id', 'seats'],
        properties: { id: { type: 'integer' }, seats: { type: 'integer', minimum: 0 } },
      },
    },
    parts: {
      'x-operations': {
        getRoom: {
          operationId: 'getRoom',
          parameters: [{ name: 'roomId', in: 'path', required: true, schema: { type: 'integer' } }],
          responses: { 200: { description: 'the room', content: { $ref: '#/x-content/room' } } },
        },
      },
      'x-content': { room: { 'application/json': { schema: schema('room') } } },
    },
  };
}
