// In the manner of payment services: 5 MB of YAML in one file, most of it prose; requests in forms, objects that may
// be expanded.
import { createRandom } from '../../../bench/captures/random.mjs';
import { nameOf, requestOf } from './made.mjs';

const RESOURCES = 14;
const SIZE = 5_000_000;
const FORM = { 'content-type': 'application/x-www-form-urlencoded', authorization: 'Basic c2VjcmV0Og==' };
const KEY = { authorization: 'Bearer sk_1' };

/** OpenAPI 3.1 in block style, with texts literal, folded, quoted and plain, comments, anchors and aliases. */
export function longTexts() {
  const prose = createProse();
  const requests = [];
  const lines = [...HEAD];
  const perResource = Math.ceil(SIZE / RESOURCES / 14);
  lines.push('paths:');
  for (let index = 0; index < RESOURCES; index += 1) {
    const name = nameOf(index).toLowerCase();
    lines.push(...pathsOf(name, index, prose, perResource));
    requests.push(
      requestOf('GET', `/v1/${name}s?limit=3&expand%5B%5D=data.owner&created%5Bgte%5D=1700000000`, KEY),
      requestOf(
        'POST',
        `/v1/${name}s`,
        FORM,
        `amount=200&currency=eur&metadata%5Border%5D=7&owner%5Bname%5D=Ana&tags%5B0%5D=a`,
      ),
      requestOf('GET', `/v1/${name}s/${name}_7`, KEY),
      requestOf('POST', `/v1/${name}s/${name}_7`, FORM, 'description=&metadata='),
      requestOf('DELETE', `/v1/${name}s/${name}_7`, KEY),
      requestOf('POST', `/v1/${name}s/${name}_7/capture`, FORM, 'amount=1'),
    );
  }
  lines.push(...COMPONENTS);
  for (let index = 0; index < RESOURCES; index += 1) lines.push(...schemaOf(index, prose, perResource));
  return { name: 'long-texts', files: { '/docs/openapi.yaml': `${lines.join('\n')}\n` }, requests };
}

const HEAD = `# Written by a program; comments are everywhere.
openapi: "3.1.0"
info:
  title: Payments
  version: '2026-11-01'   # a date, quoted
servers:
  - url: https://api.payments.example/
security:
  - basicAuth: []
  - bearerAuth: []
x-shared:
  limit: &limit
    in: query
    name: limit
    required: false
    schema: {type: integer, minimum: 1, maximum: 100}
    style: form
  failure: &failure
    description: Error response.
    content:
      application/json:
        schema: {$ref: '#/components/schemas/error'}`.split('\n');

const COMPONENTS = `components:
  securitySchemes:
    basicAuth: {type: http, scheme: basic}
    bearerAuth: {type: http, scheme: bearer}
  schemas:
    error:
      type: object
      required: [error]
      properties:
        error:
          type: object
          required: [type]
          properties:
            type: {type: string, enum: [api_error, card_error, idempotency_error, invalid_request_error]}
            code: {type: [string, 'null'], maxLength: 5000}
            param: {type: string}
            doc_url: {type: string, maxLength: 5000}
    metadata: {type: object, additionalProperties: {type: string, maxLength: 500}}
    owner:
      type: object
      required: [id, object]
      properties:
        id: {type: string, maxLength: 5000}
        object: {type: string, enum: [owner]}
        email: {type: [string, 'null'], format: email}
    deleted_owner:
      type: object
      required: [id, object, deleted]
      properties: {id: {type: string}, object: {type: string, enum: [owner]}, deleted: {type: boolean, enum: [true]}}`.split(
  '\n',
);

/**
 * Prose of about so many characters, in turn literal, folded, quoted twice, quoted once and plain, each over many
 * lines.
 */
function createProse() {
  const random = createRandom(20_261_128);
  let turn = 0;
  const words = (length) => {
    let text = '';
    while (text.length < length) text += `${text === '' ? '' : ' '}${random.pick(WORDS)}`;
    return text;
  };
  return (indent, key, length) => {
    const pad = ' '.repeat(indent + 2);
    const paragraphs = [];
    for (let rest = length; rest > 0; rest -= 400) paragraphs.push(words(Math.min(rest, 400)));
    const wrapped = paragraphs.map((text) => text.replaceAll(/(.{70,}?) /g, `$1\n${pad}`));
    turn += 1;
    const name = `${' '.repeat(indent)}${key}:`;
    if (turn % 5 === 0) return `${name} |-\n${pad}${wrapped.join(`\n\n${pad}`)}`;
    if (turn % 5 === 1) return `${name} >\n${pad}${wrapped.join(`\n\n${pad}`)}`;
    if (turn % 5 === 2) return `${name} "${wrapped.join(`\\n\n\n${pad}`).replaceAll('“', '\\u201C')}"`;
    if (turn % 5 === 3) return `${name} '${wrapped.join(`\n\n${pad}`).replaceAll("'", "''")}'`;
    return `${name} The ${wrapped.join(`\n\n${pad}`)}`;
  };
}

const WORDS =
  `a the of to is are be when if then payment amount currency customer charge refund invoice balance **required** \`pending\` [guide](https://docs.example/guide)
  don't “quoted” can only be set once after which it expires naïve 10% 5,000 characters (see below) <p>or</p> é 雪 an example value`.split(
    /\s+/,
  );

function pathsOf(name, index, prose, size) {
  const answers = (schema) => `      responses:
        '200':
${prose(10, 'description', 60)}
          content:
            application/json:
              schema: ${schema}
        default: *failure`;
  const id = `        - {in: path, name: id, required: true, schema: {type: string, maxLength: 5000}, style: simple}`;
  const form = (fields) => `      requestBody:
        content:
          application/x-www-form-urlencoded:
            encoding:
              expand: {explode: true, style: deepObject}
              metadata: {explode: true, style: deepObject}
              owner: {explode: true, style: deepObject}
              tags: {explode: true, style: deepObject}
            schema:
              type: object
              additionalProperties: false
${fields}`;
  return `
  # ${name}, number ${index}
  /v1/${name}s:
    get:
      operationId: Get${name}s
      summary: List all ${name}s
${prose(6, 'description', size * 2)}
      parameters:
        - *limit
        - name: created
          in: query
          style: deepObject
          explode: true
${prose(10, 'description', size)}
          schema:
            anyOf:
              - {type: object, properties: {gt: {type: integer}, gte: {type: integer}, lt: {type: integer}}}
              - {type: integer}
        - {name: 'expand', in: query, style: deepObject, explode: true, schema: {type: array, items: {type: string}}}
${answers(`
                type: object
                required: [data, has_more, object, url]
                properties:
                  data: {type: array, items: {$ref: '#/components/schemas/${name}'}}
                  has_more: {type: boolean}
                  object: {type: string, enum: [list]}
                  url: {type: string, maxLength: 5000, pattern: ^/v1/${name}s}`)}
    post:
      operationId: Post${name}s
${prose(6, 'description', size * 2)}
${form(`              required: [amount, currency]
              properties:
                amount: {type: integer}
                currency: {type: string, format: currency}
                expand: {type: array, items: {type: string, maxLength: 5000}}
                metadata:
                  anyOf: [{$ref: '#/components/schemas/metadata'}, {type: string, enum: ['']}]
                owner: {type: object, properties: {name: {type: string}, email: {type: string}}}
                tags: {type: array, items: {type: string}}`)}
${answers(`{$ref: '#/components/schemas/${name}'}`)}
  /v1/${name}s/{id}:
    get:
      operationId: Get${name}sId
${prose(6, 'description', size)}
      parameters:
${id}
${answers(`{$ref: '#/components/schemas/${name}'}`)}
    post:
      operationId: Post${name}sId
${prose(6, 'description', size)}
      parameters:
${id}
${form(`              properties:
                description: {type: string, maxLength: 5000}
                metadata:
                  anyOf: [{$ref: '#/components/schemas/metadata'}, {type: string, enum: ['']}]`)}
${answers(`
                anyOf:
                  - {$ref: '#/components/schemas/${name}'}
                  - {$ref: '#/components/schemas/deleted_${name}'}`)}
    delete:
      operationId: Delete${name}sId
      parameters:
${id}
${answers(`{$ref: '#/components/schemas/deleted_${name}'}`)}
  ? /v1/${name}s/{id}/capture
  : post:
      operationId: Post${name}sIdCapture
      deprecated: ${index % 6 === 5}
${prose(6, 'description', size)}
      parameters:
${id}
${form(`              properties: {amount: {type: integer, minimum: 1}}`)}
${answers(`{$ref: '#/components/schemas/${name}'}`)}`.split('\n');
}

function schemaOf(index, prose, size) {
  const name = nameOf(index).toLowerCase();
  const other = nameOf((index + 13) % RESOURCES).toLowerCase();
  return `    deleted_${name}:
      type: object
      required: [id, object, deleted]
      properties:
        id: {type: string, maxLength: 5000}
        object: {type: string, enum: [${name}]}
        deleted: {type: boolean, enum: [true]}
    ${name}:
${prose(6, 'description', size)}
      type: object
      title: ${name}
      required:
      - amount
      - created
      - currency
      - id
      - livemode
      - metadata
      - object
      - owner
      - refunds
      x-expandableFields: [owner, ${other}, refunds]
      properties:
        id: {type: string, maxLength: 5000}
        object: {type: string, enum: [${name}]}
        amount: {type: integer, minimum: 0, maximum: 99999999}
        amount_decimal: {type: [string, 'null'], format: decimal}
        fee_percent: {type: [number, 'null'], multipleOf: 0.01, minimum: 0, maximum: 100}
        created:
          type: integer
          format: unix-time
${prose(10, 'description', size)}
        currency: {type: string, format: currency}
        livemode: {type: boolean}
        metadata: {$ref: '#/components/schemas/metadata'}
        status:
          type: string
          enum: [canceled, failed, pending, "off", 'no', succeeded]
${prose(10, 'description', size)}
        owner:
          anyOf:
          - {type: string, maxLength: 5000}
          - {$ref: '#/components/schemas/owner'}
          - {$ref: '#/components/schemas/deleted_owner'}
          x-expansionResources: {oneOf: [{$ref: '#/components/schemas/owner'}, {$ref: '#/components/schemas/deleted_owner'}]}
${prose(10, 'description', size)}
        ${other}:
          anyOf: [{type: string, maxLength: 5000}, {$ref: '#/components/schemas/${other}'}, {type: 'null'}]
        next_action:
          anyOf:
          - {type: 'null'}
          - type: object
            required: [type]
            properties: {type: {type: string}, redirect_to_url: {type: object, properties: {url: {type: [string, 'null']}}}}
        refunds:
          type: object
          required: [data, has_more, object, url]
          properties:
            data: {type: array, items: {$ref: '#/components/schemas/${other}'}}
            has_more: {type: boolean}
            object: {type: string, enum: [list]}
            url: {type: string, maxLength: 5000}`.split('\n');
}
