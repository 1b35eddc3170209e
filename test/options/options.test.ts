import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.js';
import { InputError } from '../../src/model/index.js';
import {
  allRows,
  configSchema,
  flagOf,
  type Group,
  type Kind,
  normalizeFlags,
  optionsPage,
  type Row,
  resolve,
  type Section,
  spellingsOf,
  type Value,
  variableOf,
  verbs,
} from '../../src/options/index.js';

const ROOT = new URL('../../', import.meta.url);

/** Every row of every verb. */
const ROWS = verbs().flatMap(([verb, groups]) =>
  groups.flatMap((group) =>
    Object.entries(group.rows).map(([name, row]) => ({
      title: `${verb} --${flagOf(name, row)}`,
      verb,
      group,
      name,
      row,
    })),
  ),
);

/** Two values of a kind that differ: as text, and as they are read. */
function samples(kind: Kind): [text: string, value: Value][] {
  switch (kind.type) {
    case 'boolean':
      return [
        ['true', true],
        ['false', false],
      ];
    case 'integer':
    case 'percent':
      return [
        ['7', 7],
        ['8', 8],
      ];
    case 'choice':
      return kind.values.slice(-2).map((value) => [value, value]);
    case 'list': {
      const items = kind.of === 'url' ? ['http://a.test', 'http://b.test'] : ['first', 'second'];
      return items.map((item) => [item, [item]]);
    }
    case 'date':
      return [
        ['2027-01-31', '2027-01-31'],
        ['2028-01-31', '2028-01-31'],
      ];
    case 'statuses':
      return [
        ['501', [501]],
        ['404', [404]],
      ];
    case 'targets':
      return kind.formats.slice(0, 2).map((format) => [format, [{ format }]]);
    case 'url':
      return [
        ['http://a.test', 'http://a.test'],
        ['http://b.test', 'http://b.test'],
      ];
    default:
      return [
        ['300', '300'],
        ['400', '400'],
      ];
  }
}

/** A text that is not a value of the kind. Undefined where each text is one. */
function invalid(kind: Kind): string | undefined {
  if (kind.type === 'text' || kind.type === 'path' || kind.type === 'time') return undefined;
  return kind.type === 'list' && kind.of !== 'url' ? undefined : 'no such value';
}

function configWith(section: Section | undefined, key: string, value: unknown): object {
  return section === undefined ? { [key]: value } : { [section]: { [key]: value } };
}

/** One row's value by these sources. */
function settled({ group, name, row }: { group: Group; name: string; row: Row }, given: Given): unknown {
  const variable = variableOf(name, row);
  const resolved: object = resolve(group, {
    flags: given.flag === undefined ? {} : { [name]: given.flag },
    environment: given.text === undefined || variable === undefined ? {} : { [variable]: given.text },
    config: given.config === undefined || row.key === undefined ? {} : configWith(group.section, row.key, given.config),
  });
  return Reflect.get(resolved, name);
}

interface Given {
  readonly flag?: Value;
  readonly text?: string;
  readonly config?: unknown;
}

/** A verb of a new program, with these arguments parsed and not run. */
async function parsed(verb: string, argv: readonly string[]): Promise<Command> {
  const { commands } = await createProgram(verb);
  const command = commands.find((each) => each.name() === verb);
  if (!command) throw new Error(`there is no verb ${verb}`);
  expect(command.parseOptions(normalizeFlags(argv, allRows())).unknown).toEqual([]);
  return command;
}

describe('the files that are generated from the tables', () => {
  test('The published schema of docproof.yaml matches the tables of options (npm run generate writes it)', () => {
    const written = readFileSync(new URL('src/model/schema/config.schema.json', ROOT), 'utf8');
    expect(JSON.parse(written)).toEqual(configSchema());
  });

  test('The file docs/reference/options.md matches the tables of options (npm run generate writes it)', () => {
    expect(readFileSync(new URL('docs/reference/options.md', ROOT), 'utf8')).toBe(optionsPage());
  });

  test.each(verbs().map(([verb]) => verb))(
    'The help of docproof %s fits in 80 columns and lists every flag',
    async (verb) => {
      const command = (await parsed(verb, [])).configureOutput({ getOutHelpWidth: () => 80 });
      let help = '';
      command
        .configureOutput({
          writeOut: (text) => {
            help += text;
          },
          getOutHelpWidth: () => 80,
        })
        .outputHelp();
      expect(help.split('\n').filter((line) => line.length > 80)).toEqual([]);
      for (const { name, row } of ROWS.filter((each) => each.verb === verb)) {
        const flag = flagOf(name, row);
        expect(help).toMatch(new RegExp(`--(?:\\[no-\\])?${flag}[\\s=]`));
        expect(help.replace(/\s+/g, ' ')).toContain(row.help);
      }
    },
  );

  test('The help of docproof fits in 80 columns', async () => {
    const help = (await createProgram(undefined)).configureOutput({ getOutHelpWidth: () => 80 }).helpInformation();
    expect(help.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});

describe('the tables', () => {
  test('No two options of a verb share a name, a flag, a short flag or a variable', () => {
    for (const [verb] of verbs()) {
      const rows = ROWS.filter((each) => each.verb === verb);
      for (const of of [
        rows.map(({ name }) => name),
        rows.map(({ name, row }) => flagOf(name, row)),
        rows.flatMap(({ row }) => row.short ?? []),
        rows.flatMap(({ name, row }) => variableOf(name, row) ?? []),
      ])
        expect(new Set(of).size, `${verb}: ${of.join(' ')}`).toBe(of.length);
    }
  });

  test('A variable has the same kind of value in every verb, and is not one that our tests use', () => {
    const kinds = new Map<string, Kind>();
    for (const { name, row } of ROWS) {
      const variable = variableOf(name, row);
      if (variable === undefined) continue;
      expect(['DOCPROOF_BROWSER', 'DOCPROOF_BENCH_FIGURES']).not.toContain(variable);
      expect(row.kind, variable).toEqual(kinds.get(variable) ?? row.kind);
      kinds.set(variable, row.kind);
    }
  });

  test('Every option with a value describes its value', () => {
    expect(ROWS.filter(({ row }) => row.kind.type !== 'boolean' && row.value === undefined)).toEqual([]);
  });
});

describe('the command line', () => {
  test.each(ROWS)('The command line accepts every spelling of docproof $title', async ({ verb, name, row }) => {
    const [[text, value] = ['', '']] = samples(row.kind);
    for (const spelling of spellingsOf(name, row, text)) {
      const got: unknown = (await parsed(verb, spelling)).getOptionValue(name);
      const isNegation = spelling[0]?.startsWith('--no-') || spelling[0]?.endsWith('=false');
      const isBare = spelling.length === 1 && !spelling[0]?.includes('=');
      const bare = row.kind.type === 'choice' ? row.kind.on : true;
      expect(got, spelling.join(' ')).toEqual(
        isNegation ? false : row.kind.type === 'boolean' || isBare ? bare : value,
      );
    }
  });

  test.each([
    [['-p', '4011'], 'port', 4011],
    [['-h', '0.0.0.0'], 'host', '0.0.0.0'],
    [['-d'], 'dynamic', true],
    [['--errors'], 'errors', true],
    [['--cors=false'], 'cors', false],
    [['--no-cors'], 'cors', false],
    [['-m'], 'multiprocess', true],
    [['--seed', 'x'], 'seed', 'x'],
    [['--ignore-examples'], 'ignoreExamples', true],
    [['--ignoreExamples=true'], 'ignoreExamples', true],
    [['--json-schema-faker-fillProperties=false'], 'fillProperties', false],
    [['-v', 'warn'], 'verboseLevel', 'warn'],
    [['--validate-request'], 'validateRequest', 'error'],
    [['--validate-request=false'], 'validateRequest', 'off'],
  ])('docproof mock understands the arguments of Prism: %j', async (argv, name, value) => {
    expect((await parsed('mock', argv)).getOptionValue(name)).toBe(value);
  });
});

describe('precedence', () => {
  const single = ROWS.filter(({ row }) => row.join === undefined);
  test.each(single)(
    'A flag wins over its variable, which wins over docproof.yaml, which wins over the default: $title',
    (each) => {
      const { name, row } = each;
      const [[text, value] = ['', ''], [, other] = ['', '']] = samples(row.kind);
      const hasVariable = variableOf(name, row) !== undefined;
      const sources = { ...(hasVariable ? { text } : {}), ...(row.key === undefined ? {} : { config: other }) };
      expect(settled(each, { ...sources, flag: other })).toEqual(other);
      expect(settled(each, { flag: value, ...(row.key === undefined ? {} : { config: other }) })).toEqual(value);
      if (hasVariable) expect(settled(each, sources)).toEqual(value);
      if (row.key !== undefined) expect(settled(each, { config: other })).toEqual(other);
      expect(settled(each, {})).toEqual(row.default);
    },
  );

  test.each(ROWS.filter(({ row }) => row.join !== undefined))(
    'The values from all sources are joined: $title',
    (each) => {
      const url = each.row.kind.type === 'list' && each.row.kind.of === 'url' ? 'http://' : '';
      const given = { flag: [`${url}flag`], text: `${url}variable`, config: [`${url}file`] };
      const joined = ['flag', 'variable', 'file'].map((source) => `${url}${source}`);
      expect(settled(each, given)).toEqual(each.row.join === 'flags-first' ? joined : joined.reverse());
    },
  );

  test('An empty variable counts as not set', () => {
    for (const each of ROWS) expect(settled(each, { text: '' }), each.title).toEqual(each.row.default);
  });
});

describe('an invalid value', () => {
  const fallible = ROWS.filter(({ row }) => invalid(row.kind) !== undefined);
  test.each(fallible)(
    'The error for an invalid value in a variable or in docproof.yaml names source, value and cure: $title',
    (each) => {
      const { name, row, group } = each;
      const variable = variableOf(name, row);
      if (variable !== undefined) {
        const error = errorOf(() => settled(each, { text: 'no such value' }));
        expect(error.message).toContain(`${variable}=no such value: it must be `);
        expect(error.cure).toContain(variable);
      }
      if (row.key === undefined) return;
      const error = errorOf(() => settled(each, { config: 'no such value' }));
      expect(error.message).toContain(
        `docproof.yaml: ${group.section === undefined ? '' : `${group.section}.`}${row.key}: "no such value": it must be `,
      );
      expect(error.cure).toContain(`--${flagOf(name, row)}`);
    },
  );

  test('An invalid variable is refused even if a flag overrides it', () => {
    const port = ROWS.find(({ title }) => title === 'mock --port');
    if (!port) throw new Error('there is no --port');
    expect(errorOf(() => settled(port, { flag: 4010, text: 'abc' })).message).toBe(
      'DOCPROOF_PORT=abc: it must be a whole number from 0 to 65535',
    );
  });
});

function errorOf(action: () => unknown): InputError {
  try {
    action();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
