// Reading a large description in YAML.
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { largeYaml } from '../documents/large-yaml.mjs';
import { BENCH, DOCPROOF, temporary } from './context.mjs';

const FIVE_MEGABYTES = 5_000_000;

export const readYaml = {
  title: 'a description of 5 MB in YAML, generated',
  programs(size) {
    const file = join(temporary, 'large.yaml');
    writeFileSync(file, largeYaml(FIVE_MEGABYTES * size));
    const capture = { file, bytes: statSync(file).size };
    let paths;
    const isRight = (stdout) => {
      const found = JSON.parse(stdout).paths;
      paths ??= found;
      return found > 0 && found === paths;
    };
    const reader = (key, name) => ({
      key,
      name,
      args: [join(BENCH, 'peers/read-yaml.mjs'), name, file],
      capture,
      measuresItself: true,
      isRight,
    });
    const bundled = join(temporary, 'large.json');
    return [
      reader('docproof', 'docproof'),
      reader('jsYaml', 'js-yaml'),
      reader('yaml', 'yaml'),
      {
        key: 'bundle',
        name: 'docproof bundle',
        args: [DOCPROOF, 'bundle', file, '--quiet', '-o', bundled],
        capture,
      },
    ];
  },
  ratios: {
    toJsYaml: ['docproof', 'jsYaml', 'loops'],
    toYaml: ['docproof', 'yaml', 'loops'],
  },
  targets: [{ ratio: 'toJsYaml', atLeast: 0.67, says: 'times the speed of js-yaml' }],
};
