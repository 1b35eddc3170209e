import { isObject, own } from '../../model/index.js';
import type { Exchange } from '../exchange.js';
import { reachableFrom } from '../schemas.js';
import type { Reported } from '../side.js';
import { anyOf, type Decided, errorBy, errorByOne, isBody, warning } from './decided.js';

/** How both judge the body of a request. */
export const bodies: readonly Decided[] = [
  {
    id: 'null-and-zero-are-bodies',
    reason: 'A body of null, 0, false or "" is a body; Prism takes it for a missing one.',
    explains: errorByOne(
      ({ place }, { bodyText }) =>
        (place === 'body' || place === '') && ['null', '0', 'false', '""'].includes(bodyText.trim()),
    ),
  },
  {
    id: 'missing-body-has-a-place',
    reason: 'Docproof says that it is the body that is missing; Prism gives no place.',
    explains: errorByOne(
      ({ place, code }, exchange) =>
        code === 'required' &&
        exchange.bodyText === '' &&
        (place === 'body'
          ? has(exchange.prism.violations, '', 'required')
          : place === '' && has(exchange.ours.violations, 'body', 'required')),
    ),
  },
  {
    id: 'closest-branch',
    reason:
      'Where no branch of anyOf or oneOf fits, Docproof names the rule, or the faults of the closest branch; Prism lists the faults of all.',
    explains: errorBy('prism', ({ place, in: message }, exchange) => {
      const parent = ancestors(place).find((each) =>
        exchange.schemasFor({ place: each, in: message, code: '', isError: true }).some(hasBranches),
      );
      return (
        parent !== undefined &&
        exchange.ours.violations.some((own) => own.isError && (own.place === parent || isBelow(own.place, parent)))
      );
    }),
  },
  {
    id: 'format-is-one-rule',
    reason: 'A wrong format is one violation; Prism adds its own limit or pattern, and reports two.',
    explains: errorBy(
      'prism',
      ({ place, code }, { ours, prism }) =>
        ['minimum', 'maximum', 'pattern'].includes(code) &&
        has(prism.violations, place, 'format') &&
        has(ours.violations, place, 'format'),
    ),
  },
  {
    id: 'read-only-is-reported',
    reason: 'A request that sends a readOnly property gets a warning; --read-write says how strict that is.',
    explains: warning(({ code }) => code === 'readOnly'),
  },
  {
    id: 'read-only-is-documented',
    reason: 'A readOnly property is documented, so sending it is a warning; Prism calls it an additional property.',
    explains: errorBy(
      'prism',
      ({ place, code }, { ours }) =>
        code === 'additionalProperties' &&
        ours.violations.some((own) => own.code === 'readOnly' && isBelow(own.place, place)),
    ),
  },
  {
    id: 'read-only-is-not-required',
    reason: 'A readOnly property is not required in a request, in a base type either: the service sets it.',
    explains: errorBy(
      'prism',
      ({ place, code }, exchange) =>
        code === 'required' &&
        isBody(place) &&
        missingAt(exchange, place).some((name) => isReadOnly(exchange, place, name)),
    ),
  },
  {
    id: 'body-without-a-type-is-read',
    reason: 'A body without a Content-Type is read by the only documented type; Prism does not parse it.',
    explains: errorByOne(
      ({ place }, exchange) =>
        isBody(place) && exchange.bodyText !== '' && exchange.header('content-type') === undefined,
    ),
  },
  {
    id: 'xml-is-not-json',
    reason: 'XML is read as XML; Prism checks its text against the schema as if it were a JSON string.',
    explains: errorByOne(({ place }, exchange) => isBody(place) && /(?:^|\+)xml$/.test(exchange.type?.subtype ?? '')),
  },
  {
    id: 'discriminators-choose',
    reason: 'A discriminator says which branch is meant (OpenAPI, Discriminator Object); Prism ignores it.',
    explains: errorBy(
      'prism',
      (violation, exchange) =>
        ['oneOf', 'anyOf'].includes(violation.code) &&
        exchange.schemasFor(violation).some((schema) => isObject(own(schema, 'discriminator'))),
    ),
  },
  {
    id: 'decimal-multiples',
    reason: 'Multiples are judged by their decimal digits: 0.07 is a multiple of 0.01; Prism divides binary fractions.',
    explains: errorBy(
      'prism',
      (violation, exchange) =>
        violation.code === 'multipleOf' &&
        exchange.schemasFor(violation).some((schema) => !Number.isInteger(own(schema, 'multipleOf') ?? 1)),
    ),
  },
  {
    id: 'one-fault-for-contains-and-names',
    reason: 'A list without a fitting item, or a name that is not allowed, is one violation; Prism repeats it.',
    explains: errorBy('prism', ({ place }, { ours }) =>
      ours.violations.some(
        (own) =>
          (own.code === 'contains' && isBelow(place, own.place)) ||
          (own.code === 'propertyNames' && own.place === place),
      ),
    ),
  },
  {
    id: 'tolerated-null-is-reported',
    reason: 'A null that only leniency allows gets a warning.',
    explains: warning(({ code }) => code === 'tolerated-null'),
  },
  {
    id: 'one-fault-for-if',
    reason: 'Of if, then and else, Docproof names the rule inside that failed; Prism reports the `if` as well.',
    explains: errorBy(
      'prism',
      ({ place, code }, { ours }) =>
        code === 'if' &&
        ours.violations.some((own) => own.isError && (own.place === place || isBelow(own.place, place))),
    ),
  },
  {
    id: 'unusable-keywords-alone-are-left-out',
    reason: 'Where one keyword of a schema cannot be used, the rest of the schema holds; Prism drops all of it.',
    explains: errorBy('ours', ({ place }, exchange) => {
      if (!isBody(place) || exchange.prism.violations.some((theirs) => isBody(theirs.place))) return false;
      const reached = reachableFrom(exchange.root, own(exchange.requestMedia?.node ?? {}, 'schema'));
      return exchange.contract.unusableKeywords().some(({ pointer }) => {
        const holder = exchange.contract.document.root;
        for (let path = pointer; path !== ''; path = path.slice(0, path.lastIndexOf('/'))) {
          const node = exchange.contract.resolve({ $ref: `#${path}` }, '')?.node;
          if (node && node !== holder && reached.has(node)) return true;
        }
        return false;
      });
    }),
  },
  {
    id: 'json-schema-2020-12',
    reason: 'A document of OpenAPI 3.1 is judged by JSON Schema 2020-12; Prism does not know all of its keywords.',
    explains: errorByOne(
      (violation, exchange) =>
        /^3\.[1-9]/.test(String(own(exchange.root, 'openapi'))) &&
        [violation.place, parentOf(violation.place)].some((place) =>
          exchange.schemasFor({ ...violation, place }).some(has2020),
        ),
    ),
  },
  {
    id: 'placeholders-are-answered',
    reason: 'A request that repeats a documented placeholder is answered with a warning; Prism refuses it.',
    explains: anyOf(
      warning(({ code }) => code === 'placeholder'),
      errorBy('prism', ({ place }, { ours }) =>
        ours.violations.some((own) => own.code === 'placeholder' && !own.isError && own.place === place),
      ),
      // What is around it has a branch that fits only where the placeholder is skipped.
      errorBy(
        'prism',
        (violation, exchange) =>
          exchange.schemasFor(violation).some(hasBranches) &&
          exchange.ours.violations.some(
            ({ code, place }) => code === 'placeholder' && isBelow(place, violation.place),
          ) &&
          !exchange.ours.violations.some(({ isError, place }) => isError && isBelow(place, violation.place)),
      ),
    ),
  },
];

function has(list: readonly Reported[], place: string, code: string): boolean {
  return list.some((each) => each.place === place && each.code === code);
}

function isBelow(place: string, parent: string): boolean {
  return place.startsWith(`${parent}/`);
}

function parentOf(place: string): string {
  return place.slice(0, Math.max(0, place.lastIndexOf('/')));
}

/** The place itself, and those that it is in. */
function ancestors(place: string): string[] {
  const all: string[] = [];
  for (let each = place; each !== ''; each = parentOf(each)) all.push(each);
  return all;
}

function hasBranches(schema: object): boolean {
  return 'anyOf' in schema || 'oneOf' in schema;
}

const ONLY_2020 = [
  'prefixItems',
  'dependentRequired',
  'dependentSchemas',
  'unevaluatedProperties',
  'unevaluatedItems',
  'minContains',
  'maxContains',
];

function has2020(schema: object): boolean {
  return ONLY_2020.some((keyword) => keyword in schema);
}

/** The required properties that the request lacks at this place. */
function missingAt(exchange: Exchange, place: string): string[] {
  const path = place.split('/').slice(1);
  let value: unknown = exchange.bodyValue;
  for (const step of path) value = isObject(value) || Array.isArray(value) ? Reflect.get(value, step) : undefined;
  if (!isObject(value)) return [];
  const present = value;
  return exchange
    .bodySchemas(path)
    .flatMap((schema) => own(schema, 'required') ?? [])
    .map(String)
    .filter((name) => !Object.hasOwn(present, name));
}

function isReadOnly(exchange: Exchange, place: string, name: string): boolean {
  return exchange.bodySchemas([...place.split('/').slice(1), name]).some((schema) => own(schema, 'readOnly') === true);
}
