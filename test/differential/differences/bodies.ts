import type { Difference } from '../case.js';

export const bodies: readonly Difference[] = [
  {
    id: 'null-and-zero-are-bodies',
    cases: [
      {
        name: 'body: null for an object',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body:type',
      },
      {
        name: 'body: 0 and required',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY :required',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    id: 'missing-body-has-a-place',
    cases: [
      {
        name: 'body: missing and required',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY :required',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body:required',
      },
      {
        name: 'body: empty and required',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY :required',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body:required',
      },
    ],
  },
  {
    id: 'closest-branch',
    cases: [
      {
        name: 'body: none of one',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body:oneOf body:required body:required',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body:required',
      },
      {
        name: 'body: none of any',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body:anyOf body:type body:type',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body:anyOf',
      },
    ],
  },
  {
    id: 'format-is-one-rule',
    cases: [
      {
        name: 'body: an int32 that is too large',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/n:format body/n:maximum',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body/n:format',
      },
      {
        name: 'body: a byte string that is not base64',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/b:format body/b:pattern',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body/b:format',
      },
    ],
  },
  {
    id: 'read-only-is-reported',
    cases: [
      {
        name: 'body: a readOnly member is sent',
        prism: '200 application/json {"is":"ok"}',
        ours: '200 application/json {"is":"ok"} | violations: request/body/id:readOnly(Warning)',
      },
    ],
  },
  {
    id: 'read-only-is-documented',
    cases: [
      {
        name: 'body: a readOnly member is sent to a closed object',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body:additionalProperties',
        ours: '200 application/json {"is":"ok"} | violations: request/body/id:readOnly(Warning)',
      },
    ],
  },
  {
    id: 'body-without-a-type-is-read',
    cases: [
      {
        name: 'body: without a type',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body:type',
        ours: '200 application/json {"is":"ok"}',
      },
      {
        name: 'body: wrong and without a type',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body:type',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body/name:type',
      },
    ],
  },
  {
    id: 'xml-is-not-json',
    cases: [
      {
        name: 'body: XML',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body:type',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body:required',
      },
    ],
  },
  {
    id: 'form-arrays-explode',
    cases: [
      {
        name: 'body: form, an array without encoding',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/tags:type',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    id: 'unknown-form-fields-are-judged',
    cases: [
      {
        name: 'body: form, an unknown member of a closed object',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body:additionalProperties',
      },
    ],
  },
  {
    id: 'form-separators-are-allowed',
    cases: [
      {
        name: 'body: form, a list',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/tags:',
        ours: '200 application/json {"is":"ok"}',
      },
      {
        name: 'body: form, a list too long',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/tags:',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body/tags:maxItems',
      },
      {
        name: 'body: form, reserved characters',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/tags:',
        ours: '200 application/json {"is":"ok"}',
      },
      {
        name: 'body: upload, reserved characters',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/note:',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    id: 'repeated-form-fields-count',
    cases: [
      {
        name: 'body: form, exploded, too many',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body/tags:maxItems',
      },
    ],
  },
  {
    id: 'discriminators-choose',
    cases: [
      {
        name: 'body: branches distinguished by a discriminator',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body:oneOf',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    id: 'json-parts-are-json',
    cases: [
      {
        name: 'body: upload with a JSON part',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/meta:type',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    id: 'decimal-multiples',
    cases: [
      {
        name: 'body: a multiple of 0.01',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body:multipleOf',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    id: 'one-fault-for-contains-and-names',
    cases: [
      {
        name: '3.1: contains, wrong',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/s/0:type body/s:contains',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body/s:contains',
      },
      {
        name: '3.1: propertyNames, wrong',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/k:pattern body/k:propertyNames',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body/k:propertyNames',
      },
    ],
  },
  {
    id: 'form-separators-are-allowed',
    cases: [
      {
        name: 'lists: POST /csv ids=1,2',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/ids:',
        ours: '200 text/plain ok',
      },
    ],
  },
  {
    id: 'spaces-between-items',
    cases: [
      {
        name: 'lists: POST /ssv ids=1%202',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/ids/0:type',
        ours: '200 text/plain ok',
      },
    ],
  },
  {
    id: 'optional-lists-may-be-absent',
    cases: [
      {
        name: 'lists: POST /csv other=1',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/ids:type',
        ours: '200 text/plain ok',
      },
      {
        name: 'lists: POST /csv ids',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/ids:type',
        ours: '200 text/plain ok',
      },
    ],
  },
  {
    id: 'form-lengths-hold',
    cases: [
      {
        name: 'empty: POST /short name=ab',
        prism: '200 text/plain ok',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body/name:minLength',
      },
      {
        name: 'empty, multipart: POST /short name=ab',
        prism: '200 text/plain ok',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body/name:minLength',
      },
    ],
  },
  {
    id: 'switched-off-query',
    cases: [
      {
        name: 'postman: a query that is switched off',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY query:required',
        ours: '200 application/json {"a":1}',
      },
    ],
  },
];
