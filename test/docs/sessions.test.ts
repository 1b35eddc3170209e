import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { blocksOf, commandsOf, isShown, walk } from '../support/sessions.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DOCS = `${ROOT}docs/`;

/** Pages whose commands other tests run, with the file that does. */
const ELSEWHERE: Readonly<Record<string, string>> = {};

/** The pages that have commands. A page with `run: checkout` in its front matter is followed in the checkout. */
const PAGES = readdirSync(DOCS, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /^(?:start|guides|concepts|decisions)\/.*\.md$/.test(name) && !(name in ELSEWHERE))
  .filter((name) => blocksOf(readFileSync(DOCS + name, 'utf8')).some((block) => commandsOf(block).length > 0))
  .sort();

/** Writes the outputs into the page, where UPDATE is set. */
function updated(page: string, changes: readonly { at: number; old: string; now: string }[]): string {
  let text = page;
  for (const { at, old, now } of changes.toReversed()) {
    const from = text.indexOf(old, at);
    text = text.slice(0, from) + now + text.slice(from + old.length);
  }
  return text;
}

describe('The pages of the site', () => {
  test.each(PAGES)(
    'Every command of docs/%s works in an empty folder, and prints what the page shows',
    async (name) => {
      const page = readFileSync(DOCS + name, 'utf8');
      const inCheckout = /^---\n[\s\S]*?\brun: checkout\b[\s\S]*?\n---\n/.test(page);
      const changes: { at: number; old: string; now: string }[] = [];
      const walking = await walk(page, inCheckout ? { folder: ROOT } : {});
      try {
        for (const block of blocksOf(page)) {
          if (block.saved !== undefined) {
            if (!inCheckout) walking.save(block.saved, block.text);
            continue;
          }
          for (const { line, written, output: shown } of commandsOf(block)) {
            const { output, code } = await walking.run(line);
            if (shown === undefined) {
              expect(code, `${line}\n${output}`).toBeOneOf([0, null]);
            } else if (!isShown(output, shown)) {
              if (!process.env.UPDATE) expect(`$ ${line}\n${output.trim()}`).toBe(`$ ${line}\n${shown.trim()}`);
              changes.push({
                at: block.at,
                old: `$ ${written}\n${shown === '' ? '' : `${shown}\n`}`,
                now: `$ ${written}\n${output.trimEnd()}\n`,
              });
            }
          }
        }
        if (changes.length > 0) writeFileSync(DOCS + name, updated(page, changes));
      } finally {
        await walking.end();
      }
    },
    120_000,
  );
});
