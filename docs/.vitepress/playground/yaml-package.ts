/** Takes the place of src/document/yaml-package.ts, which loads `yaml` late: here it is part of the file. */
import * as yaml from 'yaml';

export function yamlPackage(): typeof yaml {
  return yaml;
}
