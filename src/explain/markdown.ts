import type { Explanation } from './explanation.js';
import type { Block } from './shown.js';
import { KINDS, readable, switchOf } from './words.js';

/** A page of Markdown for a name. @param meanings of that name: at least one */
export function explanationPage(name: string, meanings: readonly Explanation[]): string {
  const isOne = meanings.length === 1;
  const sections = meanings.map((meaning) => section(meaning, isOne ? '##' : '###'));
  return `${[`# \`${name}\``, ...sections].join('\n\n')}\n`;
}

function section(meaning: Explanation, level: string): string {
  const { kind, severity, means, why, example, documented } = meaning;
  const what = `A ${KINDS[kind]}${severity === undefined ? '' : `, of severity **${severity}**`}.`;
  const switched = switchOf(meaning);
  return [
    ...(level === '##' ? [what] : [`## ${what.slice(0, -1).replaceAll('**', '')}`]),
    means,
    `${level} Why it matters`,
    why,
    ...(example
      ? [
          ...(example.given.length === 0 ? [] : [`${level} Example`, ...example.given.map(block)]),
          `${level} Bad`,
          ...example.bad.map(block),
          `${level} Good`,
          ...example.good.map(block),
          ...(example.command === undefined ? [] : [`To try it: \`${example.command}\``]),
        ]
      : []),
    ...(switched === undefined ? [] : [`\`${switched.replace(' switches', '` switches')}.`]),
    ...(documented.length === 0
      ? []
      : [`${level} Where it is documented`, documented.map(({ title, url }) => `- [${title}](${url})`).join('\n')]),
  ].join('\n\n');
}

function block({ title, language, text }: Block): string {
  const shown = readable(text);
  const longest = Math.max(2, ...[...shown.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${title}:\n\n${fence}${language}\n${shown}\n${fence}`;
}
