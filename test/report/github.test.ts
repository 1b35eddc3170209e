import { describe, expect, test } from 'vitest';
import type { Fault, Result } from '../../src/model/index.js';
import { resultFormats } from '../../src/report/index.js';
import { DOCUMENT, RESULT } from './fixture.js';

const { write: writeReport } = resultFormats;

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Reads a line as GitHub's runner does (actions/runner, ActionCommand.cs). */
function commandOf(line: string): Command {
  const [, name = '', list = '', message = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
  const properties = list.split(',').map((property): [string, string] => {
    const [, key = '', value = ''] = /^(.*?)=(.*)$/.exec(property) ?? [];
    return [key, unescapeData(value.replaceAll('%2C', ',').replaceAll('%3A', ':'))];
  });
  return { name, properties: Object.fromEntries(properties), message: unescapeData(message) };
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

async function commandsOf(result: Result): Promise<Command[]> {
  return (await writeReport('github', result, { document: DOCUMENT })).trimEnd().split('\n').map(commandOf);
}

const [FAULT] = RESULT.faults;

function withFaults(...changes: readonly Partial<Fault>[]): Result {
  if (!FAULT) throw new Error('the fixture has a fault');
  return { ...RESULT, faults: changes.map((change) => ({ ...FAULT, ...change })) };
}

describe('annotations for GitHub', () => {
  test('GitHub annotations point to the rule in the document, and the verdict comes last', async () => {
    const [first, ...rest] = await commandsOf(RESULT);
    expect(first).toEqual({
      name: 'error',
      properties: { file: 'specs/components.yaml', line: '7', col: '8', title: 'GET /pets/{id}: type' },
      message: expect.stringMatching(/^response body \/tags\/\*\/name must be string, but is number\nrule: #\/comp/),
    });
    expect(rest.at(-1)).toMatchObject({ name: 'notice', message: expect.stringMatching(/^FAILED 5 errors/) });
  });

  test('Each GitHub annotation is one line, whatever the capture contains', async () => {
    const hostile = 'a\r\n::error::%0A::set-output name=x::y\n##[error]z, 100 %';
    const commands = await commandsOf(withFaults({ message: hostile, operation: hostile, location: hostile }));
    expect(commands.map(({ name }) => name)).toEqual(['error', 'notice']);
    expect(commands[0]?.message).toContain(
      'a\\u000d\\u000a::error::%0A::set-output name=x::y\\u000a## [error]z, 100 %',
    );
    expect(commands[0]?.properties.title).toBe(
      'a\\u000d\\u000a::error::%0A::set-output name=x::y\\u000a## [error]z, 100 %: type',
    );
  });

  test('GitHub annotations start with the most frequent faults, stop at the limit of GitHub, and count the rest', async () => {
    const many = Array.from({ length: 25 }, (_, index) => ({ keyword: `k${index}`, count: index + 1 }));
    const commands = await commandsOf(withFaults(...many));
    expect(commands.map(({ properties }) => properties.title).slice(0, 2)).toEqual([
      'GET /pets/{id}: k24',
      'GET /pets/{id}: k23',
    ]);
    expect(commands).toHaveLength(11);
    expect(commands.at(-1)?.message).toContain('15 more distinct faults not annotated');
  });

  test('GitHub annotations leave out accepted faults of the baseline', async () => {
    expect(await commandsOf(withFaults({ accepted: 'known' }))).toHaveLength(1);
  });
});
