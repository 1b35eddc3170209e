import type { Row, Rows } from './row.js';

/** The long flag, without its dashes: `ignore-examples` for `ignoreExamples`. */
export function flagOf(name: string, { flag }: Pick<Row, 'flag'>): string {
  return flag ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The environment variable: `DOCPROOF_IGNORE_EXAMPLES`. Undefined where the option has none. */
export function variableOf(name: string, row: Pick<Row, 'flag' | 'variable'>): string | undefined {
  if (row.variable === false) return undefined;
  return row.variable ?? `DOCPROOF_${flagOf(name, row).replaceAll('-', '_').toUpperCase()}`;
}

/** Whether the flag has a negation, `--no-x`. */
export function isNegatable({ kind }: Pick<Row, 'kind'>): boolean {
  return kind.type === 'boolean' || (kind.type === 'choice' && kind.off !== undefined);
}

/** The flag and what follows it, as `--help` shows it: `-p, --port <NUMBER>`, `--[no-]cors`. */
export function termOf(name: string, row: Row): string {
  const flag = `--${row.default === true ? '[no-]' : ''}${flagOf(name, row)}`;
  const short = row.short === undefined ? '' : `-${row.short}, `;
  return `${short}${flag}${valueTermOf(row)}`;
}

/** The text after the flag: ` <NUMBER>`, ` [HOW]` where it can be left out, nothing after a boolean. */
export function valueTermOf({ kind, value = 'VALUE' }: Row): string {
  if (kind.type === 'boolean') return '';
  return kind.type === 'choice' && kind.on !== undefined ? ` [${value}]` : ` <${value}>`;
}

/** All spellings of a row's flag with a value that commander understands, each as one or two arguments. */
export function spellingsOf(name: string, row: Row, example: string): string[][] {
  const names = [flagOf(name, row), ...(row.aliases ?? [])];
  const short = row.short === undefined ? [] : [`-${row.short}`];
  if (row.kind.type === 'boolean') {
    const long = names.flatMap((flag) => ['', '=true', '=false'].map((end) => `--${flag}${end}`));
    return [...long, ...names.map((flag) => `--no-${flag}`), ...short].map((spelling) => [spelling]);
  }
  const bare = row.kind.type === 'choice' && row.kind.on !== undefined ? names.map((flag) => [`--${flag}`]) : [];
  const off = isNegatable(row) ? names.map((flag) => [`--no-${flag}`]) : [];
  return [
    ...[...names.map((flag) => `--${flag}`), ...short].map((flag) => [flag, example]),
    ...names.map((flag) => [`--${flag}=${example}`]),
    ...bare,
    ...off,
  ];
}

/**
 * Prism's spelling of flags without a value becomes the usual one: `--cors=false` is `--no-cors`, and `--cors=true` is
 * `--cors`. Other names of a flag, such as `--ignoreExamples`, become its own.
 */
export function normalizeFlags(argv: readonly string[], tables: readonly Rows[]): string[] {
  const booleans = new Set<string>();
  const aliases = new Map<string, string>();
  for (const [name, row] of tables.flatMap((rows) => Object.entries(rows))) {
    const flag = flagOf(name, row);
    if (row.kind.type === 'boolean') booleans.add(flag);
    for (const alias of row.aliases ?? []) aliases.set(alias, flag);
  }
  return argv.map((written) => {
    const argument = written.replace(
      /^--(no-)?([\w-]+)/,
      (_, no: string | undefined, name: string) => `--${no ?? ''}${aliases.get(name) ?? name}`,
    );
    const [, name = '', value] = /^--([\w-]+)=(true|false)$/.exec(argument) ?? [];
    return booleans.has(name) ? `--${value === 'false' ? 'no-' : ''}${name}` : argument;
  });
}
