import type { FuncKeywordDefinition } from 'ajv/dist/2020.js';
import { isMultipleOf } from '../../model/index.js';

/** `multipleOf` of the numbers as they are written: 19.99 is a multiple of 0.01, though in binary it is not. */
export const multipleOf: FuncKeywordDefinition = {
  keyword: 'multipleOf',
  type: 'number',
  schemaType: 'number',
  compile: (step: number) => (value: number) => isMultipleOf(value, step),
};
