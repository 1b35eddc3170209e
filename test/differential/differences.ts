import type { Difference } from './case.js';
import { answers } from './differences/answers.js';
import { bodies } from './differences/bodies.js';
import { cors } from './differences/cors.js';
import { details } from './differences/details.js';
import { negotiation } from './differences/negotiation.js';
import { parameters } from './differences/parameters.js';
import { routing } from './differences/routing.js';
import { security } from './differences/security.js';

/** Where Prism is wrong, and ours answers otherwise on purpose. The test asserts both answers: a difference that vanishes is noticed. */
export const DIFFERENCES: readonly Difference[] = [
  ...answers,
  ...bodies,
  ...cors,
  ...details,
  ...negotiation,
  ...parameters,
  ...routing,
  ...security,
];
