import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { isRemote } from '../document/uri.js';
import { isRemoteObject, nodeFiles, paths } from '../io/index.js';
import { fileText, type JsonObject, type JsonValue } from '../model/index.js';
import {
  ANSWERS,
  BASELINE,
  BEHAVIOURS,
  CHECKING,
  type ConfigOf,
  DOCUMENT,
  FINDINGS,
  LISTENING,
  type Rows,
  SECRETS,
  VERDICT,
} from '../options/index.js';
import { isStoreWithoutFile } from '../store/open.js';

const CHECK_ROWS = { ...CHECKING.rows, ...VERDICT.rows, ...BASELINE.rows };
const MOCK_ROWS = { ...LISTENING.rows, ...ANSWERS.rows, ...BEHAVIOURS.rows };

/** The members of `docproof.yaml` for a check, named like the flags; docs/reference/options.md describes them. */
export interface CheckConfig extends ConfigOf<typeof CHECK_ROWS> {}

/** Captures that are checked together. */
export interface SuiteConfig extends CheckConfig {
  readonly document?: string;
  /** Instead of those of the whole file. */
  readonly overlay?: readonly string[];
  readonly captures: readonly string[];
}

/** The members of `docproof.yaml` for a mock or a proxy, named like the flags: see docs/reference/options.md. */
export interface MockConfig extends ConfigOf<typeof MOCK_ROWS> {}

/** The members of `docproof.yaml` for findings. */
export interface LintConfig extends ConfigOf<typeof FINDINGS.rows> {}

/** The members of `docproof.yaml` for secrets. */
export interface RedactConfig extends ConfigOf<typeof SECRETS.rows> {}

/**
 * The content of `docproof.yaml` (its JSON Schema is published as `docproof/schema/config.schema.json`).
 * Paths are relative to the current folder.
 */
export interface Config extends ConfigOf<typeof DOCUMENT.rows> {
  readonly document?: string;
  readonly redact?: RedactConfig;
  readonly mock?: MockConfig;
  readonly lint?: LintConfig;
  readonly check?: CheckConfig;
  readonly suites?: Readonly<Record<string, SuiteConfig>>;
}

/**
 * Reads a configuration.
 * @param path without it, `docproof.yaml` in the current folder, if there is one
 * @throws InputError `not-found` for a path that was named, `not-yaml`, `bad-config` with line and pointer
 */
export async function loadConfig(path?: string): Promise<Config> {
  if (path === undefined && !existsSync('docproof.yaml')) return {};
  const source = path ?? 'docproof.yaml';
  const text = fileText(await nodeFiles.read(source));
  // Few projects have such a file: what reads schemas for it is loaded with the first one.
  const [{ parseText }, { assertPublished }] = await Promise.all([
    import('../document/index.js'),
    import('./validated.js'),
  ]);
  const config = parseText(text, source) ?? {};
  assertConfig(config, (value) => assertPublished('config', value, source, text));
  return fromHere(config, dirname(resolve(source)));
}

/** The names of a document that is found without being named. */
export const USUAL_NAMES = ['openapi.yaml', 'openapi.yml', 'openapi.json'];

/** The path of the document with a usual name in a folder; undefined if none exists. */
export function usualDocument(folder: string): string | undefined {
  return USUAL_NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
}

function assertConfig(config: JsonValue, check: (config: JsonValue) => void): asserts config is JsonObject & Config {
  check(config);
}

/** In the file, paths are relative to it; here to the current folder, as on the command line. */
function fromHere(config: Config, folder: string): Config {
  const place = (path: string): string =>
    isRemote(path) || path === '-' || isStoreWithoutFile(path) || isRemoteObject(path)
      ? path
      : paths.shown(relative('.', resolve(folder, paths.given(path))));
  const { mock, lint, check, redact, suites, document } = config;
  return {
    ...placed(config, DOCUMENT.rows, place),
    ...(document === undefined ? {} : { document: place(document) }),
    ...(redact ? { redact: placed(redact, SECRETS.rows, place) } : {}),
    ...(mock ? { mock: placed(mock, MOCK_ROWS, place) } : {}),
    ...(lint ? { lint: placed(lint, FINDINGS.rows, place) } : {}),
    ...(check ? { check: placed(check, CHECK_ROWS, place) } : {}),
    ...(suites
      ? { suites: Object.fromEntries(Object.entries(suites).map(([name, suite]) => [name, placedSuite(suite, place)])) }
      : {}),
  };
}

function placedSuite(suite: SuiteConfig, place: (path: string) => string): SuiteConfig {
  return {
    ...placed(placed(suite, CHECK_ROWS, place), DOCUMENT.rows, place),
    captures: suite.captures.map(place),
    ...(suite.document === undefined ? {} : { document: place(suite.document) }),
  };
}

/** The same, with the paths of a table's options placed. */
function placed<T extends object>(config: T, rows: Rows, place: (path: string) => string): T {
  const kinds = new Map(Object.values(rows).map(({ key, kind }) => [key, kind]));
  const moved = Object.entries(config).map(([key, value]): [string, unknown] => {
    const kind = kinds.get(key);
    if (kind?.type === 'path' && typeof value === 'string') return [key, place(value)];
    if (kind?.type === 'list' && kind.of === 'path' && Array.isArray(value)) return [key, value.map(String).map(place)];
    return [key, value];
  });
  return Object.assign({ ...config }, Object.fromEntries(moved));
}
