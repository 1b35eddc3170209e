import type { Suite } from './case.js';
import { bodies } from './cases/bodies.js';
import { cors } from './cases/cors.js';
import { faulty } from './cases/faulty.js';
import { invalid } from './cases/invalid.js';
import { negotiation } from './cases/negotiation.js';
import { parameters } from './cases/parameters.js';
import { responses } from './cases/responses.js';
import { routing } from './cases/routing.js';
import { security } from './cases/security.js';
import { converted } from './cases/swagger.cases.js';

/** The corpus. */
export const SUITES: readonly Suite[] = [
  ...routing,
  ...cors,
  ...negotiation,
  ...parameters,
  ...bodies,
  ...security,
  ...invalid,
  ...responses,
  ...faulty,
  ...converted,
];
