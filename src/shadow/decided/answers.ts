import { isObject, own, sameJson } from '../../model/index.js';
import type { Exchange } from '../exchange.js';
import { anyOf, type Decided, errorBy, isBody, on } from './decided.js';
import { examplesOf, isExample, isUsualError } from './examples.js';

/** What both answer: types, examples and generated bodies. */
export const answers: readonly Decided[] = [
  {
    id: 'any-value-can-be-sent',
    reason: 'A number or object in a media type that has no form for it is sent as JSON; Prism answers 500.',
    explains: on(
      'status',
      (_, { ours, prism }) =>
        (prism.problem === 'NO_COMPLEX_OBJECT_TEXT' || prism.problem === 'UNKNOWN') &&
        ours.status < 400 &&
        ours.value !== undefined &&
        !/json|xml|x-www-form-urlencoded/.test(ours.type),
    ),
  },
  {
    id: 'forms-are-sent-as-forms',
    reason: 'An answer of a form type is sent as a form; Prism answers 500.',
    explains: on(
      'status',
      (_, { ours, prism }) =>
        prism.problem === 'UNKNOWN' && ours.status < 400 && ours.type.startsWith('application/x-www-form-urlencoded'),
    ),
  },
  {
    id: 'json-answers-have-a-body',
    reason: 'A JSON answer always has a JSON body, {} or null where nothing else is documented; in Prism it is empty.',
    explains: on(
      'body',
      (_, { ours, prism }) =>
        prism.text === '' &&
        /\bjson\b/.test(ours.type) &&
        (ours.value === null || (isObject(ours.value) && Object.keys(ours.value).length === 0)),
    ),
  },
  {
    id: 'xml-has-its-names',
    reason: 'The root element of XML has the name of its schema (OpenAPI 3.0 §4.7.26); Prism calls it `xml`.',
    explains: on('body', (_, { ours, prism }) => {
      const [own, theirs] = [rootOf(ours.text), rootOf(prism.text)];
      return ours.type.includes('xml') && theirs?.name === 'xml' && own !== undefined && own.inner === theirs.inner;
    }),
  },
  {
    id: 'write-only-is-not-sent',
    reason: 'An answer never has writeOnly properties; Prism sends them.',
    explains: on(
      'body',
      ({ pointer, ours }, exchange) =>
        ours === undefined && exchange.responseSchemas(pointer).some((schema) => own(schema, 'writeOnly') === true),
    ),
  },
  {
    id: 'placeholders-are-documented',
    reason: 'A placeholder in a documented example is not a fault of the answer that repeats it; Prism reports one.',
    explains: errorBy('prism', ({ in: message, place }, exchange) => {
      if (message !== 'response' || !isExample(exchange.prism.value, exchange)) return false;
      const list = exchange.responseContent?.placeholders()?.list ?? [];
      const general = place.replaceAll(/\/\d+(?=\/|$)/g, '/*');
      return list.some(({ location }) => `body${location}/`.startsWith(`${general}/`));
    }),
  },
  {
    id: 'generated-bodies-are-valid',
    reason: 'A generated body fits its schema; one of Prism may break a pattern, multiple or limit.',
    explains: anyOf(
      on('body', ({ pointer }, exchange) => {
        const { ours, prism } = exchange;
        const breaks = (list: Exchange['ours']) =>
          list.violations.some(
            ({ in: message, place, isError }) => message === 'response' && isError && place === `body${pointer}`,
          );
        return breaks(prism) && !breaks(ours) && !isExample(prism.value, exchange);
      }),
      errorBy(
        'prism',
        ({ in: message, place }, exchange) =>
          message === 'response' &&
          isBody(place) &&
          !isExample(exchange.prism.value, exchange) &&
          !exchange.ours.violations.some((own) => own.in === 'response'),
      ),
    ),
  },
  {
    id: 'likely-numbers',
    reason: 'A sample number is 0 or near it; Prism sends the lowest number of the format.',
    explains: on(
      'body',
      ({ pointer, ours, prism }, exchange) =>
        typeof ours === 'number' &&
        typeof prism === 'number' &&
        LOWEST.includes(prism) &&
        exchange.responseSchemas(pointer).some((schema) => own(schema, 'format') !== undefined),
    ),
  },
  {
    id: 'headers-have-values',
    reason: 'A header without an example gets a value of its schema, or is left out; Prism sends the word null.',
    explains: on('header', ({ name, prism }, { response }) => {
      if (prism !== 'null') return false;
      const headers = own(response?.node ?? {}, 'headers');
      return isObject(headers) && Object.keys(headers).some((documented) => documented.toLowerCase() === name);
    }),
  },
  {
    id: 'code-of-a-missing-response',
    reason:
      'An operation without responses gets NO_RESPONSE_DEFINED, as Prism documents it; Prism sends NO_RESPONSE_RESPONSE_DEFINED.',
    explains: on(
      'problem',
      ({ ours, prism }) => ours === 'NO_RESPONSE_DEFINED' && prism === 'NO_RESPONSE_RESPONSE_DEFINED',
    ),
  },
  {
    id: 'no-body-is-no-fault',
    reason: 'An answer without a body breaks nothing by having none; Prism reports a fault without a rule.',
    explains: errorBy(
      'prism',
      ({ in: message, place, code }, { prism }) =>
        message === 'response' && place === '' && code === '' && prism.text === '',
    ),
  },
  {
    id: 'long-lists',
    reason: 'A long list is generated; Prism answers 500.',
    explains: on('status', ({ ours }, { prism }) => prism.problem === 'SCHEMA_TOO_COMPLEX' && ours < 400),
  },
  {
    id: 'empty-example-name',
    reason: 'Prefer with an empty example name asks for an example that does not exist: 404; Prism answers 422.',
    explains: on(
      'status',
      ({ prism }, exchange) =>
        prism === 422 && exchange.ours.problem === 'NOT_FOUND' && exchange.prefers('example') === '',
    ),
  },
  {
    id: 'missing-example-is-404',
    reason: 'An example that does not exist is not found, whichever status is asked for: 404; Prism answers 500.',
    explains: on(
      'status',
      (_, exchange) =>
        exchange.prism.problem === 'UNKNOWN' &&
        exchange.ours.problem === 'NOT_FOUND' &&
        (exchange.prefers('example') ?? '') !== '' &&
        exchange.prefers('code') !== undefined,
    ),
  },
  {
    id: 'example-where-no-schema-is',
    reason:
      'Where a random body is asked for and there is no schema, the documented example is sent; Prism answers 500.',
    explains: on(
      'status',
      ({ ours }, exchange) =>
        exchange.prism.problem === 'UNKNOWN' &&
        ours < 400 &&
        exchange.isDynamic &&
        exchange.responseMedia !== undefined &&
        own(exchange.responseMedia, 'schema') === undefined,
    ),
  },
  {
    id: 'named-example-wins',
    reason: 'An example that the request names is sent, with --ignore-examples too; Prism sends nothing.',
    explains: on(
      'body',
      (_, exchange) =>
        exchange.settings.ignoreExamples &&
        (exchange.prefers('example') ?? '') !== '' &&
        exchange.prism.text === '' &&
        exchange.ours.text !== '',
    ),
  },
  {
    id: 'type-ranges-are-filled',
    reason:
      'Where the document says */* or text/*, the answer has a type that fits it; Prism answers 406 or 500, or sends the range.',
    explains: anyOf(
      on('type', ({ prism }, exchange) => prism.includes('*') && exchange.responseTypes.includes(prism)),
      on(
        'status',
        ({ ours }, exchange) =>
          ours < 400 &&
          ['UNKNOWN', 'NOT_ACCEPTABLE'].includes(exchange.prism.problem ?? '') &&
          exchange.responseTypes.some((type) => type.includes('*')),
      ),
    ),
  },
  {
    id: 'media-example-first',
    reason:
      'An example of the media type is sent before one of its schema (OpenAPI, Media Type Object); Prism does the opposite.',
    explains: on('body', (_, exchange) => {
      const media = exchange.responseMedia;
      if (!media) return false;
      const inSchema = exchange.responseSchemas('').map((schema) => own(schema, 'example'));
      return (
        inSchema.some((example) => example !== undefined && sameJson(example, exchange.prism.value)) &&
        examplesOf(media, exchange).some((example) => sameJson(example, exchange.ours.value))
      );
    }),
  },
  {
    id: 'no-406-for-errors',
    reason: 'A client that gets an error gets it in the documented type (RFC 9110 §15.5.7); Prism answers 406.',
    explains: on(
      'status',
      ({ ours, prism }, exchange) =>
        prism === 406 && exchange.prism.problem === 'NOT_ACCEPTABLE' && ours >= 400 && ours !== 406,
    ),
  },
  {
    id: 'answer-of-the-request',
    reason: 'The answer is the example that is documented for this request; Prism sends the first example.',
    explains: on('body', (_, exchange) => {
      const media = exchange.responseMedia;
      if (!media || !isObject(own(media, 'examples'))) return false;
      const known = examplesOf(media, exchange);
      const [first] = known;
      return (
        first !== undefined &&
        sameJson(first, exchange.prism.value) &&
        known.slice(1).some((example) => sameJson(example, exchange.ours.value)) &&
        requestExamples(exchange).size > 0
      );
    }),
  },
  {
    id: 'errors-fit-the-fault',
    reason: 'An invalid request gets the documented error with what is wrong in it; Prism sends 422 and the example.',
    explains: anyOf(
      on(
        'status',
        ({ ours, prism }, exchange) =>
          prism === 422 && ours >= 400 && ours < 500 && exchange.isSameRefusal && exchange.ours.problem === undefined,
      ),
      on('body', (_, exchange) => exchange.ours.status >= 400 && exchange.isSameRefusal && isUsualError(exchange)),
    ),
  },
  {
    id: 'requests-without-a-saved-answer',
    reason: 'A request of a Postman collection that was saved without an answer is answered; Prism answers 500.',
  },
  {
    id: 'body-without-produces',
    reason:
      'A body that Swagger 2.0 describes is sent as JSON where `produces` is missing; Prism sends nothing, or plain text.',
  },
  {
    id: 'examples-of-any-type',
    reason: 'An example of Swagger 2.0 for any type is one of the types of `produces`; Prism finds it under none.',
  },
];

/** The lowest numbers of formats: int32, int64 as Prism has it, float, double. */
const LOWEST: readonly number[] = [
  -2_147_483_648,
  Number.MIN_SAFE_INTEGER,
  -(2 ** 63),
  -3.402823669209385e38,
  -Number.MAX_VALUE,
];

function rootOf(text: string): { readonly name: string; readonly inner: string } | undefined {
  const found = /^\s*(?:<\?xml[^>]*\?>\s*)?<([^\s<>/]+)[^<>]*>([\s\S]*)<\/\1>\s*$/.exec(text);
  return found ? { name: found[1] ?? '', inner: found[2] ?? '' } : undefined;
}

/** The names of the documented requests. */
function requestExamples(exchange: Exchange): ReadonlySet<string> {
  const examples = own(exchange.requestMedia?.node ?? {}, 'examples');
  return new Set(isObject(examples) ? Object.keys(examples) : []);
}
