import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));

/** A block of code on a page: its language, its text, and where it begins. */
interface CodeBlock {
  readonly place: string;
  readonly language: string;
  readonly text: string;
}

/** The blocks of all pages that are in the repository: what the site makes of types and of other files is left out. */
const BLOCKS: readonly CodeBlock[] = readdirSync(DOCS, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.md') && !/^(?:node_modules|project|reference\/library|\.vitepress)\//.test(file))
  .flatMap((file) => {
    const page = readFileSync(`${DOCS}${file}`, 'utf8');
    return [...page.matchAll(/^( *)(`{3,})([\w-]*)[^\n]*\n([\s\S]*?)^\1\2$/gm)].map((found) => ({
      place: `docs/${file}:${page.slice(0, found.index).split('\n').length}`,
      language: found[3] ?? '',
      text: (found[4] ?? '').replaceAll(new RegExp(`^${found[1]}`, 'gm'), ''),
    }));
  });

/** Examples of what is wrong are wrong: pages of keywords and rules show them, and other tests judge them. */
const isOfExplanation = ({ place }: CodeBlock): boolean => /^docs\/reference\/(?:rules|keywords)\//.test(place);
const blocksOf = (...languages: readonly string[]): CodeBlock[] =>
  BLOCKS.filter((block) => languages.includes(block.language) && !isOfExplanation(block));

async function failing(blocks: readonly CodeBlock[], check: (text: string) => unknown): Promise<string[]> {
  const faults: string[] = [];
  for (const { place, text } of blocks) {
    try {
      await check(text);
    } catch (error) {
      faults.push(`${place}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    }
  }
  return faults;
}

describe('The code on the pages', () => {
  test('Every block of code names its language', () => {
    expect(BLOCKS.length).toBeGreaterThan(100);
    expect(BLOCKS.filter(({ language }) => language === '').map(({ place }) => place)).toEqual([]);
  });

  test('Every block of JSON and of YAML can be read', async () => {
    const json = blocksOf('json');
    const yaml = blocksOf('yaml', 'yml');
    expect(json.length).toBeGreaterThan(0);
    expect(yaml.length).toBeGreaterThan(10);
    // One value, or a value a line: NDJSON.
    const readJson = (text: string): unknown => {
      const lines = text.trim().split('\n');
      return lines.length > 1 && lines.every((line) => /^\{.*\}$/.test(line))
        ? lines.map((line) => JSON.parse(line))
        : JSON.parse(text);
    };
    expect(await failing(json, readJson)).toEqual([]);
    const read = (text: string): void => {
      for (const { errors } of parseAllDocuments(text)) if (errors[0]) throw errors[0];
    };
    expect(await failing(yaml, read)).toEqual([]);
  });

  test('Every block of JavaScript and TypeScript is right by its grammar', async () => {
    const scripts = blocksOf('js', 'mjs', 'ts', 'tsx', 'jsx');
    expect(scripts.length).toBeGreaterThan(15);
    const faults = await failing(scripts, (text) => transform(text, { loader: 'tsx', logLevel: 'silent' }));
    expect(faults).toEqual([]);
  });

  test('What a block imports from the package is exported there', async () => {
    const { exports } = JSON.parse(readFileSync(`${DOCS}../package.json`, 'utf8'));
    const wrong = blocksOf('js', 'mjs', 'ts', 'tsx', 'jsx').flatMap(({ place, text }) =>
      [...text.matchAll(/from '(docproof(?:\/[^']*)?)'|import\('(docproof(?:\/[^']*)?)'\)/g)]
        .map(([, one, other]) => one ?? other ?? '')
        .filter((name) => !(name.replace(/^docproof/, '.') in exports) && !/^docproof\/schema\//.test(name))
        .map((name) => `${place}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });
});
