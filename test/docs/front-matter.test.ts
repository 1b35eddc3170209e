import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));
const PAGES = ['start', 'guides', 'concepts', 'decisions'].flatMap((folder) =>
  readdirSync(DOCS + folder)
    .filter((name) => name.endsWith('.md') && name !== 'index.md')
    .map((name) => `${folder}/${name}`),
);

test.each(PAGES)('The page %s says in one line what it is for, and where it stands', (name) => {
  const page = readFileSync(DOCS + name, 'utf8');
  const [, text = ''] = /^---\n([\s\S]*?)\n---\n/.exec(page) ?? [];
  const matter = parse(text);
  expect(matter).toMatchObject({ description: expect.stringMatching(/^[^\n]{30,165}$/), order: expect.any(Number) });
  expect(existsSync(`${DOCS}${matter.uses ?? name}`)).toBe(true);
  expect(page.replace(/^(```+)[\s\S]*?^\1$/gm, '').match(/^# /gm)).toHaveLength(1);
});
