import { createRequire } from 'node:module';

/** The package `yaml`, which reads all of YAML. */
type YamlPackage = typeof import('yaml');

const load = createRequire(import.meta.url);

/** Loads `yaml` with its first use, at once: most documents are JSON or common YAML and never need it. */
export function yamlPackage(): YamlPackage {
  const loaded: YamlPackage = load('yaml');
  return loaded;
}
