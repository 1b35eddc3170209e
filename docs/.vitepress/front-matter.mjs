/** What a page says of itself: its front matter, its heading, its first paragraph. */

/**
 * @param {string} text the Markdown of a page
 * @returns {{ matter: Readonly<Record<string, string>>, body: string }}
 */
export function split(text) {
  const [all, block] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? [];
  if (all === undefined) return { matter: {}, body: text };
  const lines = block.matchAll(/^(\w+):\s*(.+?)\s*$/gm);
  return {
    matter: Object.fromEntries([...lines].map(([, name, value]) => [name, unquoted(value)])),
    body: text.slice(all.length),
  };
}

/** A scalar of YAML on one line. @param {string} text */
function unquoted(text) {
  if (text.startsWith('"')) return JSON.parse(text);
  return text.startsWith("'") ? text.slice(1, -1).replaceAll("''", "'") : text;
}

/** @param {string} body @returns {string} the heading as plain text, or '' */
export function headingOf(body) {
  return plain(/^# (.+)$/m.exec(body.replace(/^```[\s\S]*?^```/gm, ''))?.[1] ?? '');
}

/** @param {string} body @returns {string} the first sentences, at most 160 characters */
export function summaryOf(body) {
  const paragraphs = body
    .replace(/^```[\s\S]*?^```/gm, '')
    .split(/\n{2,}/)
    .map((text) => plain(text.replaceAll('\n', ' ')).trim());
  const text = paragraphs.find((each) => each !== '' && !/^[#|<>*:!-]|^\d+\. /.test(each)) ?? '';
  if (text.length <= 160) return text;
  const cut = text.slice(0, 160);
  const end = cut.lastIndexOf('. ');
  return end > 60 ? cut.slice(0, end + 1) : `${cut.slice(0, cut.lastIndexOf(' '))} …`;
}

/** @param {string} markdown @returns {string} */
function plain(markdown) {
  return markdown
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/<!--.*?-->/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*|`/g, '');
}
