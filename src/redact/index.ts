/**
 * Secrets are found by name, by form and by what the document says, and replaced.
 * Takes texts, URLs, header fields, bodies, exchanges, violations; gives the same without secrets, in time linear in
 * their length.
 * May import model. Never reads files, and never keeps a secret.
 */
export { redactBody, redactContent } from './body.js';
export { redactExchange } from './exchange.js';
export { redactField, redactHeaders } from './headers.js';
export { isHolding, isNaming, type SecretKind } from './names.js';
export { knowingPathOf } from './path-secrets.js';
export type { KnownPaths, SecretPath } from './path-template.js';
export { describeRedacted, type RecordContext, recordOf, shownValue, type Wording, wordingOf } from './record.js';
export {
  createRedactor,
  hasFilterMark,
  hasRedacted,
  isRedacted,
  plainRedactor,
  REDACTED,
  type Redactor,
  type SecretCarrier,
  type SecretPattern,
  type SecretRules,
} from './redactor.js';
export { redactForm, redactJsonText, redactParameters, redactSentence, redactText, redactUrl } from './text.js';
export { redactMembers, redactSentences, redactValue } from './value.js';
