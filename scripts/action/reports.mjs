/** What the first step of the action left for the others. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What became of the check. @param {string} folder */
export async function readOutcome(folder) {
  const text = folder === '' ? undefined : await readFile(join(folder, 'outcome.json'), 'utf8').catch(() => undefined);
  if (text !== undefined) return JSON.parse(text);
  return {
    verdict: 'unusable',
    code: 2,
    violations: 0,
    coverage: '',
    stderr: 'The check could not start. Its step says why.',
  };
}

/** The texts of the reports of a kind, each with the name of its suite. @param {string} folder @param {string} kind */
export async function readReports(folder, kind) {
  if (folder === '') return [];
  const names = await readdir(join(folder, kind)).catch(() => []);
  const ordered = names.sort();
  return Promise.all(
    ordered.map(async (name) => ({
      suite: name.replace(/\.[^.]*$/, ''),
      text: await readFile(join(folder, kind, name), 'utf8'),
    })),
  );
}

/**
 * The report of all suites in Markdown. Where the check could not run, what it said instead, as text in which nothing
 * is a mention or markup.
 * @param {string} folder
 */
export async function markdownOf(folder) {
  const { verdict, stderr } = await readOutcome(folder);
  const reports = await readReports(folder, 'markdown');
  const texts = reports.map(({ text }) => text.replace(/^<!-- docproof -->\n/, '').trimEnd());
  if (verdict === 'unusable' || texts.length === 0)
    texts.push(`### ❌ The check could not run\n\n${fenced(stderr.trim() || 'It said nothing.')}`);
  return `${texts.join('\n\n')}\n`;
}

/** A fenced code block (CommonMark 0.31 §4.5) whose fence is longer than all in it. @param {string} text */
function fenced(text) {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/**
 * At most so many characters of Markdown, ended at the end of a line, with all that is open closed.
 * @param {string} text @param {number} most @param {string} more said where something was cut
 */
export function cutMarkdown(text, most, more) {
  if (text.length <= most) return text;
  // Room for the end tags of details that are inside each other.
  const room = most - more.length - 200;
  const lines = text.slice(0, room);
  const end = lines.lastIndexOf('\n');
  let kept = end > 0 ? lines.slice(0, end) : lines.replace(/[\ud800-\udbff]$/, '');
  const fence = openFence(kept);
  if (fence) kept += `\n${fence}`;
  const open = count(kept, /<details\b/g) - count(kept, /<\/details>/g);
  return `${kept}\n${'\n</details>\n'.repeat(Math.max(0, Math.min(open, 10)))}\n${more}\n`;
}

/** The fence of the block that is open at the end. @param {string} text */
function openFence(text) {
  let open;
  for (const line of text.split('\n')) {
    const [, fence] = /^(`{3,})/.exec(line) ?? [];
    if (open === undefined) open = fence;
    else if (fence === open && line === fence) open = undefined;
  }
  return open;
}

/** @param {string} text @param {RegExp} part */
function count(text, part) {
  return text.match(part)?.length ?? 0;
}
