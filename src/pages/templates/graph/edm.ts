import type { JsonObject } from '../../../model/index.js';
import { DATE_TIME, INT32, INT64 } from '../../types/json-forms.js';
import type { Primitive } from '../../types/primitive.js';
import type { TypeWords } from '../../types/type-text.js';

const DAY = '[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';
const CLOCK = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,12})?)?';

/** Floating-point numbers may be the texts `INF`, `-INF` and `NaN`. */
function floating(format: string): { schema: JsonObject; inUrl: JsonObject } {
  const number = { type: 'number', format };
  return { schema: { anyOf: [number, { type: 'string', enum: ['INF', '-INF', 'NaN'] }] }, inUrl: number };
}

function text(name: string, schema: JsonObject, more: { wanted?: string; inExamples?: JsonObject } = {}): Primitive {
  return { name, schema, isText: true, wanted: 'a text', ...more };
}

function whole(name: string, schema: JsonObject, more: { means?: string; inExamples?: JsonObject } = {}): Primitive {
  return { name, schema, isText: false, wanted: 'a whole number', ...more };
}

const DOUBLE: Primitive = { name: 'Double', ...floating('double'), isText: false, wanted: 'a number' };

/**
 * The primitive types of OData with their JSON forms (OData JSON Format 4.01 §7.1, JSON Schema 2020-12), and words for
 * types that Graph's pages write beside them. Examples may show more: large numbers as text (same place,
 * IEEE754Compatible), a time whose zone another property names, a negative or fractional duration (OData CSDL 4.01
 * §3.3), a shortened URL.
 */
export const EDM = {
  String: text('String', { type: 'string' }),
  Uri: text('Uri', { type: 'string', format: 'uri' }, { inExamples: { type: 'string' } }),
  Boolean: { name: 'Boolean', schema: { type: 'boolean' }, isText: false, wanted: 'true or false' },
  Byte: whole('Byte', { type: 'integer', minimum: 0, maximum: 255 }),
  Int16: whole('Int16', { type: 'integer', minimum: -32768, maximum: 32767 }),
  Int32: whole('Int32', INT32),
  Int64: whole('Int64', INT64, { inExamples: { anyOf: [INT64, { type: 'string', pattern: '^-?[0-9]+$' }] } }),
  Integer: whole('Integer', { type: 'integer' }, { means: 'Int32' }),
  Double: DOUBLE,
  Single: { name: 'Single', ...floating('float'), isText: false, wanted: 'a number' },
  Decimal: {
    name: 'Decimal',
    schema: { type: 'number' },
    inExamples: { anyOf: [DOUBLE.schema, { type: 'string', pattern: '^-?[0-9]+([.][0-9]+)?$' }] },
    isText: false,
    wanted: 'a number',
  },
  DateTimeOffset: text('DateTimeOffset', DATE_TIME, {
    wanted: 'a date with a time (RFC 3339)',
    inExamples: { anyOf: [DATE_TIME, { type: 'string', pattern: `^${DAY}[Tt]${CLOCK}$` }] },
  }),
  Date: text('Date', { type: 'string', format: 'date' }, { wanted: 'a date (RFC 3339)' }),
  TimeOfDay: text('TimeOfDay', { type: 'string', pattern: `^${CLOCK}$` }, { wanted: 'a time of day' }),
  Duration: text(
    'Duration',
    { type: 'string', format: 'duration' },
    {
      wanted: 'a duration (ISO 8601)',
      inExamples: {
        type: 'string',
        pattern: '^-?P([0-9]+([.][0-9]+)?[YMWD])*(T([0-9]+([.][0-9]+)?[HMS])+)?$',
        not: { pattern: 'P$' },
      },
    },
  ),
  Guid: text('Guid', { type: 'string', format: 'uuid' }, { wanted: 'a UUID (RFC 9562)' }),
  Binary: text('Binary', { type: 'string', contentEncoding: 'base64url' }),
  Stream: text('Stream', {}),
} as const satisfies Readonly<Record<string, Primitive>>;

/** The words for types on Graph's pages, in lower case. */
export const TYPE_WORDS: TypeWords = {
  primitives: new Map<string, Primitive>([
    ['string', EDM.String],
    ['text', EDM.String],
    ['url', EDM.Uri],
    ['uri', EDM.Uri],
    ['string (url)', EDM.Uri],
    ['string (identifier)', EDM.String],
    ['string (timestamp)', EDM.DateTimeOffset],
    ['boolean', EDM.Boolean],
    ['bool', EDM.Boolean],
    ['byte', EDM.Byte],
    ['sbyte', EDM.Int16],
    ['int16', EDM.Int16],
    ['int32', EDM.Int32],
    ['int', EDM.Int32],
    ['integer', EDM.Integer],
    ['number (integer)', EDM.Integer],
    ['int64', EDM.Int64],
    ['long', EDM.Int64],
    ['double', EDM.Double],
    ['float', EDM.Double],
    ['number', EDM.Double],
    ['numeric', EDM.Double],
    ['single', EDM.Single],
    ['decimal', EDM.Decimal],
    ['datetimeoffset', EDM.DateTimeOffset],
    ['datetime', EDM.DateTimeOffset],
    ['timestamp', EDM.DateTimeOffset],
    ['date', EDM.Date],
    ['timeofday', EDM.TimeOfDay],
    ['time', EDM.TimeOfDay],
    ['duration', EDM.Duration],
    ['timespan', EDM.Duration],
    ['guid', EDM.Guid],
    ['uuid', EDM.Guid],
    ['binary', EDM.Binary],
    ['bytes', EDM.Binary],
    ['stream', EDM.Stream],
  ]),
  loose: new Set(['int', 'long', 'bool', 'float', 'text', 'bytes', 'datetime', 'timestamp', 'uuid']),
  any: new Set(
    ['json', 'json object', 'object', 'any', 'microsoft.graph.json'].flatMap((word) => [word, `untyped ${word}`]),
  ),
  primitivePrefix: 'Edm.',
};
