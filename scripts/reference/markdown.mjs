/** Pieces of Markdown that the pages of the reference share. */

/**
 * Every page of the reference begins like this.
 * @param {string} heading
 * @param {{ order: number, nav?: string, title?: string }} place `title`: of the window, where it is not the heading
 */
export function head(heading, { order, nav, title }) {
  const others = Object.entries({ nav, title }).filter(([, value]) => value !== undefined);
  const lines = others.map(([name, value]) => `${name}: ${/[:#]/.test(value) ? JSON.stringify(value) : value}\n`);
  return `---\norder: ${order}\n${lines.join('')}---\n\n# ${heading}\n`;
}

/** @param {readonly string[]} heads @param {readonly (readonly string[])[]} rows */
export function table(heads, rows) {
  if (rows.length === 0) return '';
  return [line(heads), `|${'---|'.repeat(heads.length)}`, ...rows.map(line)].join('\n');
}

/** @param {readonly string[]} cells */
function line(cells) {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ')).join(' | ')} |`;
}

/** Text as code, however many backticks it has. @param {string} text */
export function code(text) {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${text}\`` : `${fence} ${text} ${fence}`;
}

/** Text that has no markup: what the site or Markdown would take for markup is escaped. @param {string} text */
export function plain(text) {
  return text
    .split(/(`[^`\n]+`)/)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(/[<*_[\]]/g, '\\$&').replaceAll('{{', '\\{\\{')))
    .join('');
}

/** The anchor that GitHub and the site give to a heading. @param {string} heading */
export function anchorOf(heading) {
  return heading
    .toLowerCase()
    .replaceAll('`', '')
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

/** @param {string} text @param {string} language */
export function fence(text, language) {
  return `\`\`\`${language}\n${text.replace(/\n*$/, '')}\n\`\`\``;
}
