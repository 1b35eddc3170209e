import type { Content, Contract, MediaContent } from '../../contract/index.js';
import { isJsonType, parseMediaType } from '../../http/index.js';
import { describe, type Pointer, placeholderForm, tokensOf } from '../../model/index.js';
import type { Direction } from '../../schema/index.js';
import type { DocumentFinding, DocumentRule } from './rule.js';

type SchemaError = ReturnType<Contract['schemas']['explain']>[number];

/** Of an example with more faults the first are told. */
const MAX_FAULTS = 20;

interface Documented {
  readonly media: MediaContent;
  readonly direction: Direction;
  /** `POST /users, response 201`. */
  readonly where: string;
}

interface Broken {
  readonly error: SchemaError;
  readonly found: Omit<DocumentFinding, 'rule'>;
}

export const exampleSchema: DocumentRule = {
  id: 'example-schema',
  severity: 'error',
  finds: 'An example that breaks the schema beside it.',
  example: '`example: { grams: heavy }` beside `type: integer`.',
  *check(contract) {
    for (const { error, found } of broken(contract)) if (!isPlaceholder(error)) yield found;
  },
};

export const examplePlaceholder: DocumentRule = {
  id: 'example-placeholder',
  severity: 'warning',
  finds: 'A placeholder in an example that the schema beside it does not allow.',
  example: '`example: { state: String }` beside `enum: [packed, sent]`.',
  *check(contract) {
    for (const { error, found } of broken(contract)) if (isPlaceholder(error)) yield found;
  },
};

/** The violations of examples against the schemas beside them. */
function* broken(contract: Contract): Generator<Broken> {
  const seen = new Set<Pointer>();
  for (const { media, direction, where } of documented(contract)) {
    const { schema } = media;
    const type = parseMediaType(media.key);
    if (schema === undefined || !type || !isJsonType(type)) continue;
    for (const { name, value, bytes, pointer } of media.examples) {
      if (bytes || seen.has(pointer)) continue;
      seen.add(pointer);
      for (const error of contract.schemas.explain(schema, direction, value).slice(0, MAX_FAULTS)) {
        const { location } = error;
        const message = describe({ ...error, in: direction, part: 'body', severity: 'error' });
        const found = {
          pointer: `${pointer}${location}`,
          message: `${where}, example ${name}: ${location === '' ? 'it' : location} ${message}`,
          suggestion: 'Correct the example, or the schema.',
          against: error.schema,
        };
        yield { error, found };
      }
    }
  }
}

function isPlaceholder({ location, value }: SchemaError): boolean {
  const name = tokensOf(location).findLast((token) => !/^\d+$/.test(token)) ?? '';
  return typeof value === 'string' && placeholderForm(name, value) !== undefined;
}

/** The bodies that a document describes, each with its content. */
function* documented(contract: Contract): Generator<Documented> {
  for (const operation of contract.operations) {
    const { requestContent, responseContent } = contract.compile(operation);
    if (requestContent) yield* each(requestContent, 'request', `${operation.id}, request`);
    for (const [status, response] of operation.responses)
      yield* each(responseContent(response), 'response', `${operation.id}, response ${status}`);
  }
}

function* each(content: Content, direction: Direction, where: string): Generator<Documented> {
  for (const key of content.keys) {
    const media = content.get(key);
    if (media) yield { media, direction, where };
  }
}
