import { arrays } from './arrays.js';
import { branches, enumerations } from './choices.js';
import type { ValueFamily } from './fault.js';
import { numbers } from './numbers.js';
import { objects } from './objects.js';
import { formats, texts } from './texts.js';
import { types } from './types.js';

/** The catalogue of faults in values: one family a line. */
export const VALUE_FAMILIES: readonly ValueFamily[] = [
  types,
  enumerations,
  numbers,
  texts,
  formats,
  objects,
  arrays,
  branches,
];
