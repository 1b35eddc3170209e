// The cases, by the name of their result.
import { check, checkGithub } from './check.mjs';
import { checkHostile, checkLarge, checkWorkers } from './check-large.mjs';
import { dynamic } from './dynamic.mjs';
import { github } from './github.mjs';
import { readYaml } from './read-yaml.mjs';
import { routes, unmatched } from './routes.mjs';
import { invalid, seed } from './seed.mjs';

export const cases = {
  mock: seed,
  invalid,
  dynamic,
  routes,
  unmatched,
  github,
  'read-yaml': readYaml,
  check,
  'check-github': checkGithub,
  'check-large': checkLarge,
  'check-workers': checkWorkers,
  'check-hostile': checkHostile,
};
