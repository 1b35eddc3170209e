import type { Difference } from '../case.js';

export const answers: readonly Difference[] = [
  {
    id: 'any-value-can-be-sent',
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
    id: 'json-answers-have-a-body',
    cases: [
      { name: 'example: /bare', prism: '200 application/json', ours: '200 application/json {}' },
      { name: '--ignoreExamples: no schema', prism: '200 application/json', ours: '200 application/json {}' },
    ],
  },
  {
    id: 'xml-has-its-names',
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
    id: 'forms-are-sent-as-forms',
    cases: [
      {
        name: 'example: /form',
        prism: '500 application/problem+json UNKNOWN',
        ours: '200 application/x-www-form-urlencoded a=1',
      },
    ],
  },
  {
    id: 'write-only-is-not-sent',
    cases: [
      {
        name: 'sample: /write',
        prism: '200 application/json {"id":0,"secret":"string"}',
        ours: '200 application/json {"id":0}',
      },
    ],
  },
  {
    id: 'generated-bodies-are-valid',
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
    id: 'likely-numbers',
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
    id: 'headers-have-values',
    cases: [
      { name: 'sample: /header/boolean', prism: '200 - | x-h: null', ours: '200 - | x-h: true' },
      { name: 'sample: /header/no-schema', prism: '200 - | x-h: null', ours: '200 -' },
    ],
  },
  {
    id: 'one-fault-for-if',
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
    id: 'tolerated-null-is-reported',
    cases: [
      {
        name: 'body: null for a nullable enum of 3.0',
        prism: '200 application/json {"is":"ok"}',
        ours: '200 application/json {"is":"ok"} | violations: request/body/a:tolerated-null(Warning)',
      },
    ],
  },
  {
    id: 'unusable-keywords-alone-are-left-out',
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
    id: 'code-of-a-missing-response',
    cases: [
      {
        name: 'faulty: an operation without responses',
        prism: '500 application/problem+json NO_RESPONSE_RESPONSE_DEFINED',
        ours: '500 application/problem+json NO_RESPONSE_DEFINED',
      },
    ],
  },
  {
    id: 'json-answers-have-a-body',
    cases: [{ name: '3.1: /true', prism: '200 application/json', ours: '200 application/json null' }],
  },
  {
    id: 'json-schema-2020-12',
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
    id: 'no-body-is-no-fault',
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
    id: 'long-lists',
    cases: [
      {
        name: 'large: 3,000 items',
        prism: '500 application/problem+json SCHEMA_TOO_COMPLEX',
        ours: '200 application/json conforms',
      },
    ],
  },
  {
    id: 'requests-without-a-saved-answer',
    cases: [
      {
        name: 'postman: no answers',
        prism: '500 application/problem+json NO_RESPONSE_RESPONSE_DEFINED',
        ours: '200 -',
      },
    ],
  },
];
