import type { Suite } from './attack.js';
import { browserPages } from './browser.js';
import { captures } from './captures.js';
import { documents } from './documents.js';
import { fuzz } from './fuzz.js';
import { kills } from './kills.js';
import { load } from './load.js';
import { redaction } from './redaction.js';
import { references } from './references.js';
import { requests } from './requests.js';
import { smuggling } from './smuggling.js';
import { upstreams } from './upstreams.js';

/** All kinds of attack, in the order of the table. */
export const SUITES: readonly Suite[] = [
  requests,
  smuggling,
  upstreams,
  kills,
  captures,
  fuzz,
  references,
  documents,
  browserPages,
  redaction,
  load,
];
