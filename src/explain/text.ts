import type { Explanation } from './explanation.js';
import type { Block } from './shown.js';
import { firstSentence, HEADINGS, KINDS, readable, switchOf } from './words.js';

/** The meanings of a name for a terminal. */
export function explanationText(name: string, meanings: readonly Explanation[], width = 80): string {
  return `${meanings.map((meaning) => one(name, meaning, width)).join('\n\n')}\n`;
}

/** Every name with the first sentence of its meaning. */
export function listText(all: readonly Explanation[], width = 80): string {
  const groups = new Map<Explanation['kind'], Explanation[]>();
  for (const each of all) groups.set(each.kind, [...(groups.get(each.kind) ?? []), each]);
  const sections = [...groups].map(([kind, list]) => [
    HEADINGS[kind],
    ...list.map(({ name, means }) => `  ${name}\n${wrapped(plain(firstSentence(means)), width, '      ')}`),
  ]);
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n\ndocproof explain NAME shows examples, and why it matters.\n`;
}

function one(name: string, meaning: Explanation, width: number): string {
  const { kind, severity, means, why, example, documented } = meaning;
  const switched = switchOf(meaning);
  const prose = (text: string): string => wrapped(plain(text), width, '  ');
  return [
    `${name}: ${KINDS[kind]}${severity === undefined ? '' : ` (${severity})`}`,
    prose(means),
    `Why it matters\n${prose(why)}`,
    ...(example
      ? [
          ...example.given.map((block) => indented(block.title, block)),
          ...example.bad.map((block) => indented(`Bad: ${block.title}`, block)),
          ...example.good.map((block) => indented(`Good: ${block.title}`, block)),
          ...(example.command === undefined ? [] : [`To try it\n  $ ${example.command}`]),
        ]
      : []),
    ...(switched === undefined ? [] : [`${switched}.`]),
    ...(documented.length === 0
      ? []
      : [`Where it is documented\n${documented.map(({ title, url }) => `  ${title}\n  ${url}`).join('\n')}`]),
  ].join('\n\n');
}

function indented(title: string, { text }: Block): string {
  return `${title}\n${readable(text).replace(/^(?=.)/gm, '    ')}`;
}

/** Without the marks of Markdown. */
function plain(text: string): string {
  return text.replace(/(`+) ?(.*?) ?\1/g, '$2');
}

function wrapped(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, indent + line].join('\n');
}
