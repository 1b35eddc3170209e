import fc from 'fast-check';
import { pathKeyOf, serverOf } from '../../src/contract/index.js';
import { createRouter } from '../../src/contract/route/router.js';
import { afterBasePath, isServer } from '../../src/contract/route/servers.js';
import { must, type Target } from './target.js';

/** Templates, one a line, and the path that is searched in the last line. */
const segment = fc.constantFrom(
  'a',
  'b',
  '{x}',
  '{x}.{y}',
  'a{x}',
  '{x}-{y}-{z}',
  'Items({id})',
  '%41',
  'é',
  '',
  'root:',
  '{p}:',
  '{',
  '}',
  '{a}{b}',
  '.',
  'A',
  'a%2Fb',
);
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => `/${segments.join('/')}`);

export const pathTemplates: Target = {
  name: 'path-templates',
  title: 'Any path is found among any templates, where one fits, with values that make the path again',
  seeds: [
    '/a/{x}\n/a/b\n/{x}.{y}\n/a/b',
    '/notes{?page,size}\n/n?of={id}#f\n/root:/{item-path}:/children\n/root:/a/b/c:/children',
    '/Items({id})\n/Items(%27x%27)',
  ],
  tokens: [
    '/',
    '{x}',
    '{',
    '}',
    '{?a}',
    '?',
    '#',
    ':',
    '%',
    '%2F',
    '%zz',
    '.',
    '-',
    '\n',
    'é',
    '(',
    '*',
    '{a}{b}',
    '+',
  ],
  structured: fc
    .tuple(fc.array(path, { minLength: 1, maxLength: 4 }), path)
    .map(([templates, sought]) => [...templates, sought].join('\n')),
  check(input) {
    const lines = input.toString().split('\n');
    const sought = lines.at(-1) ?? '';
    for (const ignoreCase of [false, true]) {
      const router = createRouter<string>(ignoreCase);
      const templates = lines.slice(0, -1).map((line) => pathKeyOf(line).path);
      for (const template of templates) router.add('get', template, template);
      const { found } = router.find('get', sought);
      if (!found) {
        must(
          ignoreCase || !templates.includes(sought) || sought.includes('{'),
          'a path that is a template is not found',
        );
        continue;
      }
      must(templates.includes(found.value), 'what is found was never added');
      // What is before the first slash does not count.
      if (ignoreCase || !isPlain(found.value) || !isPlain(sought)) continue;
      const again = found.value.replace(/\{([^}]*)\}/g, (_, name: string) => found.values[name] ?? '');
      must(again === sought, `${found.value} with its values is ${again}`);
      for (const values of found.readings?.() ?? []) must(typeof values === 'object', 'a reading has values');
    }
    for (const line of lines) {
      const server = serverOf(line);
      isServer(server, sought);
      afterBasePath(server, sought);
    }
  },
};

/** Whether nothing is percent-encoded, or written in more than one way, and each variable comes once. */
function isPlain(text: string): boolean {
  const names = [...text.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
  return /^\/[\w/{}.()-]*$/.test(text) && new Set(names).size === names.length;
}
