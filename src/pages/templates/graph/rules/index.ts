import { rulesIn } from '../../../rules/rule.js';
import * as annotations from './annotations.js';
import * as enumerations from './enumerations.js';
import * as envelopes from './envelopes.js';
import * as headings from './headings.js';
import * as odataTypes from './odata-types.js';

/** The rules for what only Graph's pages have. */
export const RULES = rulesIn([annotations, enumerations, envelopes, headings, odataTypes]);
