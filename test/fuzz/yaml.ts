import fc from 'fast-check';
import { parseExactYaml } from '../../src/document/exact-yaml.js';
import { parseText, positionsIn } from '../../src/document/index.js';
import { placeCommonYaml, readCommonYaml } from '../../src/document/yaml/common.js';
import { child, type JsonValue, writeJson } from '../../src/model/index.js';
import { must, readOrRefused, type Target } from './target.js';

/** The text of a value, in any of the styles that YAML has. */
const node = fc.letrec<{ node: readonly string[]; scalar: readonly string[] }>((tie) => ({
  scalar: fc
    .constantFrom(
      ...['a', '1', '-1.50', '12345678901234567890', '0x1f', '~', 'null', 'yes', '"q\\n\\u00e9"', "'it''s'", 'a b # c'],
      ...[
        '[1, {a: b}]',
        '{a: 1, "b": [x]}',
        '&x 1',
        '*x',
        '|\n  text\n   deeper',
        '>-\n  folded\n  more',
        '- 1',
        'a: 1',
      ],
      ...['plain\n  more', '"two\n  lines"', '!!str 1', '? k', '', '2026-01-31', '.inf', '1e400', '<<', '&y {a: 1}'],
    )
    .map((text) => text.split('\n')),
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('scalar'),
    fc
      .array(
        fc.tuple(fc.constantFrom('a', 'b', '"c"', "'d'", '200', '<<', 'a b', '? e', '__proto__', 'f#'), tie('node')),
        {
          minLength: 1,
          maxLength: 4,
        },
      )
      .map((members) => members.flatMap(([name, value]) => under(`${name}:`, value))),
    fc.array(tie('node'), { minLength: 1, maxLength: 4 }).map((items) => items.flatMap((item) => under('-', item))),
  ),
}));

/** A value after what introduces it, on the same line where it has one line. */
function under(head: string, [first = '', ...rest]: readonly string[]): string[] {
  const isInline = rest.length === 0 || /^[|>"]|^plain/.test(first);
  return isInline ? [`${head} ${first}`, ...rest] : [head, ...[first, ...rest].map((line) => `  ${line}`)];
}

export const yaml: Target = {
  name: 'yaml',
  title: 'Any text is read as YAML with the value and the places that another reader finds, or refused with its place',
  seeds: [
    'a:\n  - b: 1\n    c: "x"\n  - [1, {d: ~}]\ne: |\n  text\n',
    'x: &a\n  k: 1\ny:\n  <<: *a\n  z: >-\n    a\n    b\n',
    "'q': 'it''s'\n# note\nlist:\n- a\n-\n  b: 12345678901234567890\n- - 1\n  - 2\n",
    '{"a": [1.50, "\\u00e9"], "b": {"c": null}}',
  ],
  tokens: [
    '- ',
    ': ',
    '&a ',
    '*a',
    '<<: ',
    '|',
    '>-',
    '|+2',
    '? ',
    '!!str ',
    '#',
    '---\n',
    '...\n',
    '%YAML 1.2\n',
    '{',
    '}',
    '[',
    ']',
    ',',
    '\n  ',
    '  ',
    '~',
    '0x1f',
    '\\u',
    '&a [*a]',
  ],
  structured: node.node.map((lines) => `${lines.join('\n')}\n`),
  async check(input) {
    const text = input.toString();
    const common = readCommonYaml(text);
    const placed = placeCommonYaml(text);
    if (common) {
      const whole = parseExactYaml(text, { merge: true, maxAliasCount: 1000, logLevel: 'error' });
      must(writeJson(common.value) === writeJson(whole), 'the two readers of YAML do not find the same value');
    }
    if (placed) must(writeJson(placed.value) === writeJson(common?.value), 'noting places changes the value');
    const value = await readOrRefused(() => parseText(text, 'input'));
    if (value === undefined) return;
    const lines = text.split('\n');
    const positionOf = await positionsIn(text);
    for (const pointer of pointersIn(value)) {
      const { line, column } = positionOf(pointer);
      must(line >= 1 && line <= lines.length, `${pointer} is at line ${line} of ${lines.length}`);
      must(column >= 1 && column <= (lines[line - 1]?.length ?? 0) + 1, `${pointer} is at column ${column}`);
    }
  },
};

/** The first pointers into a value. */
function pointersIn(value: JsonValue): string[] {
  const found = [''];
  const open: [string, JsonValue | undefined][] = [['', value]];
  for (let next = open.pop(); next && found.length < 12; next = open.pop()) {
    const [pointer, container] = next;
    if (typeof container !== 'object' || container === null) continue;
    for (const [name, member] of Object.entries(container).slice(0, 3)) {
      found.push(child(pointer, name));
      open.push([child(pointer, name), member]);
    }
  }
  return found;
}
