import { type Group, pick, type Rows } from './row.js';
import { BASELINE, CHECKING, VERDICT } from './tables/check.js';
import { FINDINGS } from './tables/findings.js';
import { QUEUE, WORKING } from './tables/fleet.js';
import { DOCUMENT, GENERAL } from './tables/general.js';
import { ANSWERS, BEHAVIOURS, LISTENING, ORIGINS, SERVING, STRICTNESS } from './tables/mock.js';
import { FORWARDING, PROXY_ORIGINS } from './tables/proxy.js';
import { REDACTING, SECRETS } from './tables/redact.js';
import { BUNDLING, COMPILING, COVERAGE, EXPLAINING, INITIALISING, MCP, SELFTEST } from './tables/tools.js';

/** The options of each verb, in the order of `--help`. */
export const VERBS = {
  mock: [LISTENING, ORIGINS, ANSWERS, BEHAVIOURS, SERVING, SECRETS, STRICTNESS, DOCUMENT, GENERAL],
  proxy: [FORWARDING, LISTENING, PROXY_ORIGINS, ANSWERS, SECRETS, STRICTNESS, DOCUMENT, GENERAL],
  check: [CHECKING, QUEUE, VERDICT, BASELINE, SECRETS, DOCUMENT, GENERAL],
  worker: [WORKING, pick(SECRETS, 'key'), pick(GENERAL, 'quiet')],
  coverage: [
    COVERAGE,
    pick(DOCUMENT, 'allowPaths', 'allowRemote', 'allowPrivate', 'allowRedirects'),
    pick(GENERAL, 'color'),
  ],
  selftest: [SELFTEST, DOCUMENT, GENERAL],
  compile: [COMPILING, FINDINGS, pick(DOCUMENT, 'overlays'), pick(GENERAL, 'quiet', 'color')],
  lint: [FINDINGS, DOCUMENT, GENERAL],
  redact: [REDACTING, SECRETS, DOCUMENT, GENERAL],
  bundle: [BUNDLING, DOCUMENT, GENERAL],
  explain: [EXPLAINING, pick(GENERAL, 'color')],
  mcp: [MCP, pick(GENERAL, 'quiet', 'color')],
  init: [INITIALISING, pick(GENERAL, 'quiet', 'color')],
} as const satisfies Record<string, readonly Group[]>;

/** The options of long helps that most people need: they come first, under a separate heading. */
export const COMMON: Readonly<Partial<Record<Verb, readonly string[]>>> = {
  mock: ['port', 'watch', 'dynamic', 'example', 'stateful'],
  proxy: ['port', 'record', 'errors', 'validateRequest', 'mockOn'],
  check: ['baseUrls', 'format', 'failOn', 'baseline', 'suggest'],
};

/** A verb of the command line that has options. */
export type Verb = keyof typeof VERBS;

/** Every verb with its groups. */
export function verbs(): readonly (readonly [name: string, groups: readonly Group[]])[] {
  return Object.entries<readonly Group[]>(VERBS);
}

/** Every table there is. */
export function allRows(): readonly Rows[] {
  return verbs().flatMap(([, groups]) => groups.map(({ rows }) => rows));
}
