import { isObject, own } from '../../model/index.js';
import type { Exchange } from '../exchange.js';
import type { Reported } from '../side.js';
import { type Decided, errorBy, errorByOne, isBody } from './decided.js';

/** How both judge forms and uploads. */
export const forms: readonly Decided[] = [
  {
    id: 'form-arrays-explode',
    reason: 'Without `encoding`, an array in a form is sent as repeated fields (OpenAPI, Encoding Object).',
    explains: errorBy(
      'prism',
      (violation, exchange) =>
        violation.code === 'type' &&
        exchange.isForm &&
        exchange.form.getAll(fieldOf(violation)).length > 0 &&
        encodingOf(exchange, fieldOf(violation)) === undefined &&
        isArray(exchange, violation),
    ),
  },
  {
    id: 'unknown-form-fields-are-judged',
    reason: 'A form with a field that the schema forbids is refused; Prism drops such fields first.',
    explains: errorBy(
      'ours',
      ({ place, code }, exchange) =>
        isBody(place) && code === 'additionalProperties' && (exchange.isForm || exchange.isMultipart),
    ),
  },
  {
    id: 'form-separators-are-allowed',
    reason:
      'Commas between items and characters that were encoded are not a fault in a form; Prism calls them reserved.',
    explains: errorByOne(
      (violation, exchange) =>
        (exchange.isForm || exchange.isMultipart) &&
        isBody(violation.place) &&
        exchange.prism.violations.some(
          ({ place, code }) => code === '' && place === `body/${fieldOf(violation)}` && fieldOf(violation) !== '',
        ),
    ),
  },
  {
    id: 'repeated-form-fields-count',
    reason: 'All values of a repeated form field are judged; Prism judges only the last.',
    explains: errorBy(
      'ours',
      (violation, exchange) => exchange.isForm && exchange.form.getAll(fieldOf(violation)).length > 1,
    ),
  },
  {
    id: 'json-parts-are-json',
    reason: 'A part of type application/json in an upload is read as JSON; Prism takes it for text.',
    explains: errorBy(
      'prism',
      (violation, exchange) => exchange.isMultipart && isJsonPart(exchange.bodyText, fieldOf(violation)),
    ),
  },
  {
    id: 'optional-lists-may-be-absent',
    reason: 'An optional list in a form may be left out or empty; Prism wants an array.',
    explains: errorBy(
      'prism',
      (violation, exchange) =>
        violation.code === 'type' &&
        exchange.isForm &&
        (exchange.form.get(fieldOf(violation)) ?? '') === '' &&
        isArray(exchange, violation),
    ),
  },
  {
    id: 'form-lengths-hold',
    reason: 'The documented minLength of a form field is kept; Prism replaces it by 1.',
    explains: errorBy(
      'ours',
      ({ place, code }, exchange) => code === 'minLength' && isBody(place) && (exchange.isForm || exchange.isMultipart),
    ),
  },
];

/** The field of a form. */
function fieldOf({ place }: Reported): string {
  return isBody(place) ? (place.split('/')[1] ?? '') : '';
}

function encodingOf(exchange: Exchange, field: string): unknown {
  const encoding = own(exchange.requestMedia?.node ?? {}, 'encoding');
  return isObject(encoding) ? own(encoding, field) : undefined;
}

function isArray(exchange: Exchange, violation: Reported): boolean {
  return exchange.schemasFor(violation).some((schema) => own(schema, 'type') === 'array' || 'items' in schema);
}

function isJsonPart(text: string, field: string): boolean {
  return text.split(/\r?\n--/).some((part) => {
    const head = part.split(/\r?\n\r?\n/, 1)[0] ?? '';
    return head.includes(`name="${field}"`) && /content-type:\s*application\/(?:[\w.-]+\+)?json/i.test(head);
  });
}
