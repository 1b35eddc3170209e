import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { isRemote, parseText } from '../document/index.js';
import { nodeFiles } from '../io/index.js';
import type { FindingSeverity, JsonObject, JsonValue } from '../model/index.js';
import { assertPublished } from './validated.js';

/** What `docproof.yaml` may say of a check. Names are those of the flags. */
export interface CheckConfig {
  readonly placeholders?: 'allow' | 'warn' | 'error';
  readonly undocumented?: 'allow' | 'warn' | 'error';
  readonly 'undocumented-headers'?: 'allow' | 'warn' | 'error';
  readonly 'base-url'?: readonly string[];
  readonly 'fail-on'?: 'error' | 'warning' | 'never';
  readonly 'min-coverage'?: number;
  readonly baseline?: string;
}

/** Captures that are checked together. */
export interface SuiteConfig extends CheckConfig {
  readonly document?: string;
  /** Instead of those of the whole file. */
  readonly overlay?: readonly string[];
  readonly captures: readonly string[];
}

/** What `docproof.yaml` may say of a mock or a proxy. Names are those of the flags. */
export interface MockConfig {
  readonly port?: number;
  readonly host?: string;
  readonly 'tls-cert'?: string;
  readonly 'tls-key'?: string;
  readonly cors?: boolean;
  readonly dynamic?: boolean;
  readonly example?: string;
  readonly 'ignore-examples'?: boolean;
  readonly fill?: boolean;
  readonly 'json-schema-faker-fillProperties'?: boolean;
  readonly seed?: string;
  readonly errors?: boolean;
  readonly 'validate-request'?: 'error' | 'warn' | 'off';
  readonly auth?: boolean;
  readonly stateful?: boolean;
  readonly state?: string;
  readonly echo?: boolean;
  readonly delay?: string | number;
  readonly fault?: readonly string[];
  readonly 'max-body'?: number;
}

/** What `docproof.yaml` may say of findings. */
export interface LintConfig {
  /** Rules that are switched off. */
  readonly off?: readonly string[];
  readonly 'fail-on'?: FindingSeverity | 'never';
}

/** What `docproof.yaml` may say of secrets. */
export interface RedactConfig {
  readonly names?: readonly string[];
  readonly keep?: readonly string[];
  readonly patterns?: readonly string[];
  /** A file with the key for pseudonyms. */
  readonly key?: string;
}

/** The content of `docproof.yaml` (its JSON Schema is published as `docproof/schema/config.schema.json`). Paths are relative to the current folder. */
export interface Config {
  readonly document?: string;
  readonly 'allow-paths'?: readonly string[];
  readonly 'allow-remote'?: boolean;
  readonly overlay?: readonly string[];
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
  const text = new TextDecoder().decode(await nodeFiles.read(source));
  const config = parseText(text, source) ?? {};
  assertConfig(config, source, text);
  return fromHere(config, dirname(resolve(source)));
}

function assertConfig(config: JsonValue, source: string, text: string): asserts config is JsonObject & Config {
  assertPublished('config', config, source, text);
}

/** In the file, paths are relative to it; here to the current folder, as on the command line. */
function fromHere(config: Config, folder: string): Config {
  const place = (path: string): string =>
    isRemote(path) || path === '-' ? path : relative('.', resolve(folder, path));
  const suites = Object.entries(config.suites ?? {}).map(([name, suite]): [string, SuiteConfig] => [
    name,
    {
      ...suite,
      captures: suite.captures.map(place),
      ...(suite.baseline === undefined ? {} : { baseline: place(suite.baseline) }),
      ...(suite.document === undefined ? {} : { document: place(suite.document) }),
      ...(suite.overlay ? { overlay: suite.overlay.map(place) } : {}),
    },
  ]);
  return {
    ...config,
    ...(config.document === undefined ? {} : { document: place(config.document) }),
    ...(config['allow-paths'] ? { 'allow-paths': config['allow-paths'].map(place) } : {}),
    ...(config.check?.baseline === undefined
      ? {}
      : { check: { ...config.check, baseline: place(config.check.baseline) } }),
    ...(config.overlay ? { overlay: config.overlay.map(place) } : {}),
    ...(config.redact?.key === undefined ? {} : { redact: { ...config.redact, key: place(config.redact.key) } }),
    ...(config.mock ? { mock: mockFromHere(config.mock, place) } : {}),
    ...(config.suites ? { suites: Object.fromEntries(suites) } : {}),
  };
}

function mockFromHere(mock: MockConfig, place: (path: string) => string): MockConfig {
  const { state, 'tls-cert': cert, 'tls-key': key } = mock;
  return {
    ...mock,
    ...(state === undefined ? {} : { state: place(state) }),
    ...(cert === undefined ? {} : { 'tls-cert': place(cert) }),
    ...(key === undefined ? {} : { 'tls-key': place(key) }),
  };
}
