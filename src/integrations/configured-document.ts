import process from 'node:process';
import { type Config, loadConfig } from '../api/config.js';
import { InputError } from '../model/index.js';
import { DOCUMENT, resolve } from '../options/index.js';

/** The document of a configuration, and how it is loaded. */
export interface ConfiguredDocument {
  readonly config: Config;
  readonly document: string;
  readonly load: ReturnType<typeof loadOptions>;
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
  const source = path ?? 'docproof.yaml';
  if (document === undefined)
    throw new InputError('bad-option', 'no document is named', {
      place: { source },
      cure: `${cure}, or document: openapi.yaml in ${source}.`,
    });
  return { config, document, load: loadOptions(config, source) };
}

function loadOptions(config: Config, configFile: string) {
  return resolve(DOCUMENT, { flags: {}, environment: process.env, config, configFile });
}
