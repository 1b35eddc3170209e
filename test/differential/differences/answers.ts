import type { Difference } from '../case.js';

export const answers: readonly Difference[] = [
  {
    reason:
      'A text may be a number, and what has no serialiser of its own is sent as JSON: no reason to fail with 500.',
    cases: [
      {
        name: 'example: /plain-number',
        prism: '500 application/problem+json NO_COMPLEX_OBJECT_TEXT',
        ours: '200 text/plain 7',
      },
      {
        name: 'example: /plain-object',
        prism: '500 application/problem+json NO_COMPLEX_OBJECT_TEXT',
        ours: '200 text/plain {"a":1}',
      },
      {
        name: 'example: /pdf-object',
        prism: '500 application/problem+json UNKNOWN',
        ours: '200 application/pdf {"a":1}',
      },
    ],
  },
  {
    reason: 'An empty body is not JSON: where nothing more is documented, an empty object is sent.',
    cases: [
      { name: 'example: /bare', prism: '200 application/json', ours: '200 application/json {}' },
      { name: '--ignoreExamples: no schema', prism: '200 application/json', ours: '200 application/json {}' },
    ],
  },
  {
    reason: 'An element of XML has the name of its schema (OpenAPI 3.0 §4.7.26); Prism calls each one `xml`.',
    cases: [
      {
        name: 'XML: /named',
        prism: '200 application/xml <xml><mast>1</mast></xml>',
        ours: '200 application/xml <boat><mast>1</mast></boat>',
      },
      {
        name: 'XML: /named-example',
        prism: '200 application/xml <xml><mast>2</mast></xml>',
        ours: '200 application/xml <boat><mast>2</mast></boat>',
      },
    ],
  },
  {
    reason: 'A form is sent as a form.',
    cases: [
      {
        name: 'example: /form',
        prism: '500 application/problem+json UNKNOWN',
        ours: '200 application/x-www-form-urlencoded a=1',
      },
    ],
  },
  {
    reason: 'writeOnly properties are never sent in answers.',
    cases: [
      {
        name: 'sample: /write',
        prism: '200 application/json {"id":0,"secret":"string"}',
        ours: '200 application/json {"id":0}',
      },
    ],
  },
  {
    reason: 'What is generated conforms to its schema.',
    cases: [
      {
        name: 'sample: /string/pattern',
        prism: '200 application/json does not conform | violations: response/body:pattern',
        ours: '200 application/json conforms',
      },
      {
        name: 'sample: /number/multiple',
        prism: '200 application/json does not conform | violations: response/body:multipleOf',
        ours: '200 application/json conforms',
      },
      {
        name: 'dynamic: /number/exclusive',
        prism: '200 application/json does not conform | violations: response/body:exclusiveMinimum',
        ours: '200 application/json conforms',
      },
    ],
  },
  {
    reason: 'The least number of a format is no likely value.',
    cases: [
      { name: 'sample: /number/int32', prism: '200 application/json -2147483648', ours: '200 application/json 0' },
      {
        name: 'sample: /number/int64',
        prism: '200 application/json -9007199254740991',
        ours: '200 application/json 0',
      },
      {
        name: 'sample: /number/float',
        prism: '200 application/json -3.402823669209385e+38',
        ours: '200 application/json 0',
      },
    ],
  },
  {
    reason: 'The text `null` is no boolean, and a header without a schema has no value to send.',
    cases: [
      { name: 'sample: /header/boolean', prism: '200 - | x-h: null', ours: '200 - | x-h: true' },
      { name: 'sample: /header/no-schema', prism: '200 - | x-h: null', ours: '200 -' },
    ],
  },
  {
    reason: 'The rule that failed is the one inside `then` or `else`; that there is an `if` is no second fault.',
    cases: [
      {
        name: '3.1: if and then, wrong',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/i:if body/i:required',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body/i:required',
      },
      {
        name: '3.1: else, wrong',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/i:if body/i:required',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body/i:required',
      },
    ],
  },
  {
    reason: 'Null that only leniency admits is a warning.',
    cases: [
      {
        name: 'body: null for a nullable enum of 3.0',
        prism: '200 application/json {"is":"ok"}',
        ours: '200 application/json {"is":"ok"} | violations: request/body/a:tolerated-null(Warning)',
      },
    ],
  },
  {
    reason: 'A keyword that cannot be used is left out alone: the rest of the body is judged.',
    cases: [
      {
        name: 'faulty: a type that does not exist, another property is wrong',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body/b:type',
      },
      {
        name: 'faulty: an invalid pattern, another property is wrong',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body/b:type',
      },
    ],
  },
  {
    reason: 'Prism documents NO_RESPONSE_DEFINED, and sends a slip of the pen.',
    cases: [
      {
        name: 'faulty: an operation without responses',
        prism: '500 application/problem+json NO_RESPONSE_RESPONSE_DEFINED',
        ours: '500 application/problem+json NO_RESPONSE_DEFINED',
      },
    ],
  },
  {
    reason: 'The body of application/json is JSON, and anything conforms to the schema `true`.',
    cases: [{ name: '3.1: /true', prism: '200 application/json', ours: '200 application/json null' }],
  },
  {
    reason: 'A 3.1 document is JSON Schema 2020-12, whether or not it names a dialect.',
    cases: [
      {
        name: '3.1: prefixItems',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/t/0:false schema body/t/1:false schema',
        ours: '200 -',
      },
      {
        name: '3.1: prefixItems, wrong',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/t/0:false schema body/t/1:false schema',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body/t/0:type body/t/1:type',
      },
      {
        name: '3.1: dependentRequired, wrong',
        prism: '200 -',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body/d:dependentRequired',
      },
      {
        name: '3.1: unevaluatedProperties, wrong',
        prism: '200 -',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body/u:unevaluatedProperties',
      },
      {
        name: '3.1: minContains, wrong',
        prism: '200 -',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body/s:contains',
      },
    ],
  },
  {
    reason: 'An answer that has no body breaks nothing by having none.',
    cases: [
      { name: 'no body: 204, another type accepted', prism: '204 - | violations: response:', ours: '204 -' },
      {
        name: 'no body: HEAD, another type accepted',
        prism: '200 - | violations: response: | x-count: 3',
        ours: '200 - | x-count: 3',
      },
    ],
  },
  {
    reason: 'A long list is no reason to fail.',
    cases: [
      {
        name: 'large: 3,000 items',
        prism: '500 application/problem+json SCHEMA_TOO_COMPLEX',
        ours: '200 application/json conforms',
      },
    ],
  },
  {
    reason: 'A request that was saved without an answer is answered.',
    cases: [
      {
        name: 'postman: no answers',
        prism: '500 application/problem+json NO_RESPONSE_RESPONSE_DEFINED',
        ours: '200 -',
      },
    ],
  },
];
