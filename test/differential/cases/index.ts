import type { Theme } from '../compare.js';
import { bodies, bodies30, security } from './bodies.js';
import { generated, ignored, negotiation, withErrors } from './negotiation.js';
import { parameterStyles } from './parameters.js';
import { cors, noCors, noServers, routing } from './routing.js';

/** All that is compared. */
export const themes: readonly Theme[] = [
  routing,
  cors,
  noCors,
  noServers,
  parameterStyles,
  bodies,
  bodies30,
  security,
  negotiation,
  generated,
  ignored,
  withErrors,
];
