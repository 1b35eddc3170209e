/**
 * The differences from Prism that are on purpose: each with its id, its reason in one sentence, and what recognises it.
 * The differential tests and the shadow share them.
 */
import { answers } from './answers.js';
import { bodies } from './bodies.js';
import type { Decided } from './decided.js';
import { forms } from './forms.js';
import { graph } from './graph.js';
import { requests } from './requests.js';
import { security } from './security.js';

export type { Decided } from './decided.js';

/** All of them, by subject. */
export const DECIDED_BY_SUBJECT: readonly { readonly subject: string; readonly decided: readonly Decided[] }[] = [
  { subject: 'Paths, parameters and reports', decided: requests },
  { subject: 'Bodies of requests', decided: bodies },
  { subject: 'Forms and uploads', decided: forms },
  { subject: 'Errors and header fields', decided: graph },
  { subject: 'Answers', decided: answers },
  { subject: 'Credentials and CORS', decided: security },
];

/** All of them. */
export const DECIDED: readonly Decided[] = DECIDED_BY_SUBJECT.flatMap(({ decided }) => decided);
