/** What the page shows at first: a small document, and a capture with one exchange that holds and two that do not. */
export const DOCUMENT = `openapi: 3.1.0
info: { title: Lamps, version: '1' }
servers: [{ url: https://lamps.example/v1 }]
paths:
  /lamps:
    get:
      operationId: listLamps
      responses:
        '200':
          description: all lamps
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/Lamp' } }
              example: [{ id: 1, name: desk, watts: 7 }]
    post:
      operationId: addLamp
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/NewLamp' }
            example: { name: desk, watts: 7 }
      responses:
        '201':
          description: added
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Lamp' }
              example: { id: 2, name: desk, watts: 7 }
components:
  schemas:
    NewLamp:
      type: object
      required: [name]
      properties:
        name: { type: string, minLength: 1 }
        watts: { type: integer, minimum: 1, maximum: 100 }
      additionalProperties: false
    Lamp:
      type: object
      required: [id, name]
      properties:
        id: { type: integer }
        name: { type: string }
        watts: { type: integer }
`;

const json = { 'content-type': 'application/json' };
const lines = [
  {
    request: { method: 'GET', url: 'https://lamps.example/v1/lamps', headers: {} },
    response: { status: 200, headers: json, body: '[{"id":1,"name":"desk"}]' },
  },
  {
    request: {
      method: 'POST',
      url: 'https://lamps.example/v1/lamps',
      headers: json,
      body: '{"name":"hall","watts":1000}',
    },
    response: { status: 201, headers: json, body: '{"id":"3","name":"hall"}' },
  },
  {
    request: { method: 'DELETE', url: 'https://lamps.example/v1/lamps', headers: {} },
    response: { status: 204, headers: {} },
  },
];

export const CAPTURE = lines.map((line) => JSON.stringify(line)).join('\n');
