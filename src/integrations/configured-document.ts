import process from 'node:process';
import { type Config, loadConfig } from '../api/config.js';
import type { LoadOptions } from '../api/load-contract.js';
import { InputError } from '../model/index.js';
import { DOCUMENT, resolve } from '../options/index.js';

/** The document of a configuration, and how it is loaded. */
export interface ConfiguredDocument {
  readonly config: Config;
  readonly document: string;
  readonly load: LoadOptions;
  /** Where further options of the configuration come from, as `resolve` takes it. */
  readonly sources: {
    readonly flags: Readonly<Record<string, never>>;
    readonly environment: NodeJS.ProcessEnv;
    readonly configFile: string;
  };
}

/**
 * The document that docproof.yaml and DOCPROOF_* variables name.
 * @param path of the configuration. @default 'docproof.yaml'
 * @param cure where no document is named
 * @throws InputError `bad-option` where they name none, `bad-config`
 */
export async function configuredDocument(path: string | undefined, cure: string): Promise<ConfiguredDocument> {
  const config = await loadConfig(path);
  const { document } = config;
  const configFile = path ?? 'docproof.yaml';
  if (document === undefined)
    throw new InputError('bad-option', 'no document is named', {
      place: { source: configFile },
      cure: `${cure}, or document: openapi.yaml in ${configFile}.`,
    });
  const sources = { flags: {}, environment: process.env, configFile };
  return { config, document, load: resolve(DOCUMENT, { ...sources, config }), sources };
}
