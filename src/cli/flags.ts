import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  COMMON,
  expectation,
  flagOf,
  fromEnvironment,
  type Group,
  helpOf,
  isNegatable,
  isRepeatable,
  type Row,
  readFlag,
  type Sources,
  termOf,
  type Value,
  valueTermOf,
  variableOf,
} from '../options/index.js';

/** A flag of a row. Its value has the row's name, and `term` is how help shows it. */
export class RowOption extends Option {
  readonly row: string;
  readonly term: string;

  constructor(flags: string, name: string, row: Row) {
    super(flags, helpOf(row));
    this.row = name;
    this.term = termOf(name, row);
  }

  override attributeName(): string {
    return this.row;
  }
}

/** Adds the flags of these groups to a verb, a heading of its help each. */
export function withOptions(command: Command, groups: readonly Group[]): Command {
  const rows = groups.flatMap((group) =>
    Object.entries(group.rows).map(([name, row]) => ({ name, row, title: `${group.title}:` })),
  );
  const first = commonOf(command.name());
  for (const { name, row } of rows.filter(({ name }) => first.includes(name)))
    addRow(command, name, row, 'Common options:');
  for (const { name, row, title } of rows.filter(({ name }) => !first.includes(name)))
    addRow(command, name, row, title);
  command.addHelpOption(new Option('--help', 'show this help').helpGroup('General:'));
  return command.hook('preAction', (_, action) => takeVariables(action, groups));
}

function commonOf(verb: string): readonly string[] {
  return new Map(Object.entries(COMMON)).get(verb) ?? [];
}

/** Where the options of this run come from. */
export function sourcesOf(flags: object, config: object = {}): Sources {
  const file = 'config' in flags && typeof flags.config === 'string' ? { configFile: flags.config } : {};
  return { flags, environment: process.env, config, ...file };
}

function addRow(command: Command, name: string, row: Row, heading: string): void {
  const flag = flagOf(name, row);
  const short = row.short === undefined ? '' : `-${row.short}, `;
  const option = new RowOption(`${short}--${flag}${valueTermOf(row)}`, name, row);
  if (row.kind.type !== 'boolean') option.argParser((text, before) => parse(row, text, before));
  if (row.kind.type === 'choice' && row.kind.on !== undefined) option.preset('true');
  if (row.conflicts) option.conflicts([...row.conflicts]);
  command.addOption(option.makeOptionMandatory(row.required === true && !isInVariable(name, row)).helpGroup(heading));
  if (isNegatable(row)) command.addOption(new RowOption(`--no-${flag}`, name, row).hideHelp());
}

/** Whether a variable gives what is required: an empty one counts as not set. */
function isInVariable(name: string, row: Row): boolean {
  const variable = variableOf(name, row);
  return variable !== undefined && (process.env[variable] ?? '') !== '';
}

function parse({ kind }: Row, text: string, before: unknown): Value {
  const value = readFlag(kind, text);
  if (value === undefined) throw new InvalidArgumentError(`It must be ${expectation(kind)}.`);
  return isRepeatable(kind) && Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;
}

/** Options that `docproof.yaml` cannot have are settled here, so that every verb finds them among its flags. */
function takeVariables(command: Command, groups: readonly Group[]): void {
  for (const group of groups)
    for (const [name, value] of fromEnvironment(group, process.env))
      if (command.getOptionValue(name) === undefined) command.setOptionValueWithSource(name, value, 'env');
}
