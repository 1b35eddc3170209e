import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { blocksOf, commandsOf, isShown, walk } from '../support/sessions.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DOCS = `${ROOT}docs/`;

/** Commands that need what an empty folder has not, each with the test that runs it or what it stands for. */
const ELSEWHERE: readonly (readonly [page: string, commands: RegExp, test: string])[] = [
  ['guides/agents.md', /./, 'test/mcp/mcp.test.ts'],
  ['guides/fleet.md', /./, 'test/cli/fleet.test.ts'],
  ['guides/many-machines.md', /./, 'test/cli/queue.test.ts'],
  ['guides/github-actions.md', /^docker /, 'test/packed/image.test.ts'],
  ['guides/github-actions.md', /^np[mx] /, 'test/cli/init.test.ts'],
  ['guides/https.md', /./, 'test/cli/https.test.ts'],
  ['guides/inspector.md', /--open/, 'test/cli/open.test.ts'],
  ['guides/microsoft-graph.md', /--https|graph\.mjs/, 'test/integrations/graph-client.test.ts'],
  ['guides/browsers-and-workers.md', /bundle/, 'test/core/create-contract.test.ts'],
  ['guides/vite.md', /npx vite/, 'test/integrations/vite.test.ts'],
  ['guides/vitest-jest.md', /coverage/, 'test/cli/coverage.test.ts'],
];

/** Whether another test runs a command. */
const isElsewhere = (page: string, line: string) =>
  ELSEWHERE.some(([name, commands]) => name === page && commands.test(line));

/**
 * The pages that have commands. The front matter says where a page is followed: with `run: checkout` in the checkout,
 * with `uses: start/ci.md` in a folder that has the files which that page says to save.
 */
const PAGES = readdirSync(DOCS, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /^(?:start|guides|concepts|decisions)\/.*\.md$/.test(name))
  .filter((name) =>
    blocksOf(readFileSync(DOCS + name, 'utf8'))
      .flatMap(commandsOf)
      .some(({ line }) => !isElsewhere(name, line)),
  )
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

// The pages are written for a POSIX shell; on Windows they ask for Git Bash or WSL.
describe.skipIf(process.platform === 'win32')('The pages of the site', () => {
  test.each(PAGES)(
    'Every command of docs/%s works in an empty folder, and prints what the page shows',
    async (name) => {
      const page = readFileSync(DOCS + name, 'utf8');
      const inCheckout = /^---\n[\s\S]*?\brun: checkout\b[\s\S]*?\n---\n/.test(page);
      const changes: { at: number; old: string; now: string }[] = [];
      const walking = await walk(page, inCheckout ? { folder: ROOT } : {});
      try {
        const before = /^---\n[\s\S]*?\buses: (\S+)[\s\S]*?\n---\n/.exec(page)?.[1];
        for (const { saved, text } of before === undefined ? [] : blocksOf(readFileSync(DOCS + before, 'utf8')))
          if (saved !== undefined) walking.save(saved, text);
        for (const block of blocksOf(page)) {
          if (block.saved !== undefined) {
            if (!inCheckout) walking.save(block.saved, block.text);
            continue;
          }
          for (const { line, written, output: shown } of commandsOf(block)) {
            if (isElsewhere(name, line)) continue;
            const { output, code } = await walking.run(line, shown);
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

  test.each(ELSEWHERE)('The commands of docs/%s like %s are run by %s', (page, commands, file) => {
    const lines = blocksOf(readFileSync(DOCS + page, 'utf8')).flatMap(commandsOf);
    expect(lines.filter(({ line }) => commands.test(line))).not.toEqual([]);
    expect(existsSync(ROOT + file)).toBe(true);
  });
});
