import type { Difference } from '../case.js';

export const bodies: readonly Difference[] = [
  {
    reason: 'A body is there though its value is null or 0.',
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
    reason: 'Ours says where something is missing.',
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
    reason:
      'Where no branch fits, ours names the rule, or the faults of the branch that came closest, not those of all.',
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
    reason: 'A format is one rule: Prism adds limits and patterns of its own, and reports twice.',
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
    reason: 'A client that sends a readOnly property is told so; --read-write decides how strictly.',
    cases: [
      {
        name: 'body: a readOnly member is sent',
        prism: '200 application/json {"is":"ok"}',
        ours: '200 application/json {"is":"ok"} | violations: request/body/id:readOnly(Warning)',
      },
    ],
  },
  {
    reason: 'A readOnly property is documented; that it SHOULD NOT be sent is no reason to call it undocumented.',
    cases: [
      {
        name: 'body: a readOnly member is sent to a closed object',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body:additionalProperties',
        ours: '200 application/json {"is":"ok"} | violations: request/body/id:readOnly(Warning)',
      },
    ],
  },
  {
    reason:
      'A body without a Content-Type is read by the one documented type; Prism finds the type and then does not parse the body.',
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
    reason: 'XML is not JSON: Prism holds its text against the schema of what it says.',
    cases: [
      {
        name: 'body: XML',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body:type',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body:required',
      },
    ],
  },
  {
    reason: 'Without `encoding` an array in a form is exploded (Encoding Object, defaults).',
    cases: [
      {
        name: 'body: form, an array without encoding',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/tags:type',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    reason: 'Prism drops the fields that the schema does not name before it looks for them.',
    cases: [
      {
        name: 'body: form, an unknown member of a closed object',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body:additionalProperties',
      },
    ],
  },
  {
    reason:
      'The commas of `explode: false` are no fault, and a decoded field has no reserved characters left to complain of.',
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
    reason: 'All values of a repeated field count, not the last alone.',
    cases: [
      {
        name: 'body: form, exploded, too many',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body/tags:maxItems',
      },
    ],
  },
  {
    reason: 'A discriminator says which branch is meant (Discriminator Object).',
    cases: [
      {
        name: 'body: branches distinguished by a discriminator',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body:oneOf',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    reason: 'A part of type application/json is JSON.',
    cases: [
      {
        name: 'body: upload with a JSON part',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/meta:type',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    reason:
      'A multiple is told by the decimal digits as they are written, not by what is left of dividing binary fractions.',
    cases: [
      {
        name: 'body: a multiple of 0.01',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body:multipleOf',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    reason:
      'What none of the items fits, or a name that is not allowed, is one violation; each item and each rule of the name would repeat it.',
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
    reason:
      'Commas between the items of a list are no reserved characters, and blanks delimit where the document says so.',
    cases: [
      {
        name: 'lists: POST /csv ids=1,2',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/ids:',
        ours: '200 text/plain ok',
      },
      {
        name: 'lists: POST /ssv ids=1%202',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY body/ids/0:type',
        ours: '200 text/plain ok',
      },
    ],
  },
  {
    reason: 'An optional list of which nothing is sent is no fault; Prism holds that it must be an array.',
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
    reason: 'A length that the document asks for holds; Prism replaces it by 1 where `allowEmptyValue` is false.',
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
    reason: 'A query parameter that a collection switches off is not sent, and not required.',
    cases: [
      {
        name: 'postman: a query that is switched off',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY query:required',
        ours: '200 application/json {"a":1}',
      },
    ],
  },
];
