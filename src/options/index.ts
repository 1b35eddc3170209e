/**
 * An option is one row: kind, default, flag, variable, configuration key and help.
 * Takes the values of flags, an environment and a configuration as plain data; gives options, or an InputError that
 * names the source. Also gives the JSON Schema of the configuration, help texts and the reference page. May import
 * model, and the names of the formats of report. Never reads the environment, a file or the command line.
 */
export { helpOf } from './help.js';
export { expectation, isRepeatable, type Kind, readFlag, type TargetOf, type Value, type ValueOf } from './kind.js';
export { optionsPage } from './page.js';
export { type Checks, fromEnvironment, resolve, type Sources, withDefaults } from './resolve.js';
export {
  type ConfigOf,
  type Group,
  group,
  type Options,
  type OptionsOf,
  pick,
  type Resolved,
  type ResolvedOf,
  type Row,
  type Rows,
  type Section,
} from './row.js';
export { configSchema } from './schema.js';
export {
  flagOf,
  isNegatable,
  normalizeFlags,
  spellingsOf,
  termOf,
  valueTermOf,
  variableOf,
} from './spelling.js';
export { BASELINE, CHECKING, VERDICT } from './tables/check.js';
export { FINDINGS } from './tables/findings.js';
export { QUEUE, WORKING } from './tables/fleet.js';
export { DOCUMENT, GENERAL } from './tables/general.js';
export { ANSWERS, BEHAVIOURS, LISTENING, ORIGINS, SERVING, STRICTNESS } from './tables/mock.js';
export { FORWARDING, PROXY_ORIGINS } from './tables/proxy.js';
export { REDACTING, SECRETS } from './tables/redact.js';
export { BUNDLING, COMPILING, COVERAGE, EXPLAINING, INITIALISING, MCP, SELFTEST } from './tables/tools.js';
export { allRows, COMMON, VERBS, type Verb, verbs } from './verbs.js';
