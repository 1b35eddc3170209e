import { expectation, isRepeatable, type Kind } from './kind.js';
import type { Group, Row } from './row.js';
import { flagOf, isNegatable, termOf, variableOf } from './spelling.js';
import { verbs } from './verbs.js';

/** The reference of all options, in Markdown. `npm run generate` writes it to docs/reference/options.md. */
export function optionsPage(): string {
  const groups = new Map<string, { readonly group: Group; readonly verbs: string[] }>();
  for (const [verb, list] of verbs())
    for (const group of list) {
      const known = groups.get(idOf(group));
      if (known) known.verbs.push(verb);
      else groups.set(idOf(group), { group, verbs: [verb] });
    }
  return [HEAD, ...[...groups.values()].map(({ group, verbs }) => sectionOf(group, verbs))].join('\n');
}

const HEAD = `# Options

This page is generated from the tables in \`src/options/tables/\` by \`npm run generate\`.

An option can be set in four places. The first of them that sets it wins:

1. the flag: \`--port 8080\`
2. the environment variable: \`DOCPROOF_PORT=8080\`; an empty one counts as not set
3. \`docproof.yaml\`: \`mock: { port: 8080 }\` (its JSON Schema is in the package: \`docproof/schema/config.schema.json\`)
4. the default

Lists marked "all together" take the values of all places instead. In a variable, several values are separated by commas, or by
line breaks where the tables say so. A boolean flag also has the spellings \`--no-cors\`, \`--cors=true\` and \`--cors=false\`;
in a variable it is \`true\`, \`1\`, \`false\` or \`0\`. A value that cannot be used ends the command with exit code 2.
`;

/** Groups of the same title with the same rows are one section. */
function idOf({ title, rows }: Group): string {
  return `${title} ${Object.keys(rows).join(' ')}`;
}

function sectionOf({ title, section, rows }: Group, verbs: readonly string[]): string {
  const names = verbs.map((verb) => `\`docproof ${verb}\``).join(', ');
  const lines = Object.entries(rows).map(([name, row]) => `| ${cellsOf(name, row, section).join(' | ')} |`);
  return [
    `## ${title}: ${verbs.join(', ')}`,
    '',
    `Options of ${names}.`,
    '',
    '| flag | what it does | default | variable | configuration |',
    '|---|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}

function cellsOf(name: string, row: Row, section: string | undefined): string[] {
  const variable = variableOf(name, row);
  const place = row.key === undefined ? undefined : [section, row.key].filter((part) => part !== undefined).join('.');
  return [
    [code(termOf(name, row)), ...(row.aliases ?? []).map((alias) => code(`--${alias}`)), ...negationOf(name, row)].join(
      ', ',
    ),
    `${row.help}${notesOf(row)}`,
    row.defaultText ?? (row.default === undefined ? '' : code(String(row.default))),
    variable === undefined ? '' : code(variable),
    place === undefined ? '' : code(place),
  ].map((cell) => cell.replaceAll('|', '\\|'));
}

/** The negation of a flag whose term does not show it already. */
function negationOf(name: string, row: Row): string[] {
  return row.kind.type === 'choice' && isNegatable(row) ? [code(`--no-${flagOf(name, row)}`)] : [];
}

function notesOf({ kind, join, required }: Row): string {
  const notes = [
    ...valuesOf(kind),
    ...(isRepeatable(kind) ? ['repeatable'] : []),
    ...(kind.type === 'list' && kind.separator === '\n' ? ['in the variable one a line'] : []),
    ...(join === undefined ? [] : ['all together']),
    ...(required ? ['required'] : []),
  ];
  return notes.length === 0 ? '' : ` (${notes.join('; ')})`;
}

function valuesOf(kind: Kind): string[] {
  if (kind.type === 'choice' || kind.type === 'targets' || kind.type === 'percent') return [expectation(kind)];
  if (kind.type !== 'integer') return [];
  const { minimum, maximum } = kind;
  return [maximum === Number.MAX_SAFE_INTEGER ? `at least ${minimum}` : `${minimum} to ${maximum}`];
}

function code(text: string): string {
  return `\`${text}\``;
}
