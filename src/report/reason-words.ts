import type { InconclusiveReason, OutOfScopeReason } from '../model/index.js';

/** Why exchanges could not be judged in full, for people. */
export const INCONCLUSIVE_WORDS = {
  'body-omitted': 'the recorder left the body out',
  'body-elsewhere': 'the body is in a file beside the capture',
  'body-not-logged': 'the recorder keeps no bodies',
  'headers-omitted': 'the recorder keeps no header fields',
  'body-cut': 'the recorder cut the body',
  'body-undecodable': 'the body cannot be decoded',
  'body-not-judged':
    'nothing says how a body or value of this type becomes what its schema describes, or it is nested too deeply',
  'value-redacted': 'a secret was replaced where it would have been judged',
  'credentials-stripped': 'the recorder removes credentials',
  'fulfilled-by-test': "a test's own mock answered",
  'answered-by-proxy': 'the proxy answered, not the service',
  aborted: 'the response was aborted',
  'not-modified': 'not modified (304)',
  'unusable-schema': 'the schema has a keyword that cannot be used, or leads back to itself',
  'too-large': 'the schema, or what it asks of the value, is too large to be judged',
} as const satisfies Record<InconclusiveReason, string>;

/** Why exchanges were not looked at, for people. */
export const OUT_OF_SCOPE_WORDS = {
  'other-server': "to other servers than the document's",
  preflight: 'CORS preflight',
  failed: 'without a response',
  'not-http': 'not HTTP',
  undocumented: 'undocumented, and allowed to be',
} as const satisfies Record<OutOfScopeReason, string>;
