import { isNumeric, type JsonValue } from '../../model/index.js';
import type { OddValue } from './places.js';
import type { DocumentRule } from './rule.js';

const WORDS = {
  text: 'text',
  flag: 'true or false',
  number: 'a number',
  list: 'a list',
  object: 'an object',
} as const satisfies Record<OddValue['expected'], string>;

export const wrongKind: DocumentRule = {
  id: 'wrong-kind',
  severity: 'error',
  finds: 'A field whose value is not of the kind that OpenAPI wants there: what it says has no effect.',
  example: '`parameters: { limit: … }`, which is not a list; or `get:` with nothing below it.',
  *check(_, { odd }) {
    for (const { name, pointer, expected, value } of odd) {
      if (isMereScalar(expected, value)) continue;
      yield {
        pointer,
        message: `${name} must be ${WORDS[expected]}, and ${value === null ? 'nothing is written there' : `is ${kindOf(value)}`}`,
        suggestion: value === null ? 'Write it, or take the name out.' : `Write ${WORDS[expected]}.`,
      };
    }
  },
};

export const notText: DocumentRule = {
  id: 'not-text',
  severity: 'warning',
  finds:
    'A number, a date or a truth value where OpenAPI wants text: the reader of YAML made it of letters without quotes.',
  example: '`version: 1.10`, which is read as 1.1.',
  *check(_, { odd }) {
    for (const { name, pointer, expected, value } of odd) {
      if (!isMereScalar(expected, value)) continue;
      yield {
        pointer,
        message: `${name} must be text, and is read as the ${isNumeric(value) ? 'number' : 'truth value'} ${String(value)}`,
        suggestion: `Write it in quotes: ${name}: '${String(value)}'.`,
      };
    }
  },
};

function isMereScalar(expected: OddValue['expected'], value: JsonValue): boolean {
  return expected === 'text' && (isNumeric(value) || typeof value === 'boolean');
}

function kindOf(value: JsonValue): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  return typeof value === 'object' && !isNumeric(value)
    ? 'an object'
    : `a ${isNumeric(value) ? 'number' : 'truth value'}`;
}
