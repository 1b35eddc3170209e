import { describe, expect, test } from 'vitest';
import { allExplanations, explain, explainPage } from '../../src/api/explain.js';
import { lintRules } from '../../src/api/index.js';
import { documentRuleIds } from '../../src/api/lint.js';
import type { Entries } from '../../src/explain/entry.js';
import { explanationText, listText } from '../../src/explain/index.js';
import {
  DOCUMENT_RULES,
  INCONCLUSIVE,
  NOT_IN_SCOPE,
  OWN_KEYWORDS,
  PAGE_RULES,
  SCHEMA_KEYWORDS,
} from '../../src/explain/table/index.js';
import { rules } from '../../src/pages/index.js';
import { judged } from './judged.js';

const TABLES: Readonly<Record<string, Entries>> = {
  'keyword of JSON Schema': SCHEMA_KEYWORDS,
  'keyword of Docproof': OWN_KEYWORDS,
  'rule for documents': DOCUMENT_RULES,
  'rule for pages': PAGE_RULES,
  'reason why an exchange is inconclusive': INCONCLUSIVE,
  'reason why an exchange is out of scope': NOT_IN_SCOPE,
};

for (const [kind, entries] of Object.entries(TABLES))
  describe(`explanations: ${kind}`, () => {
    test.each(Object.entries(entries))(
      'Docproof finds %s in its bad example, and nothing in the good one',
      async (name, entry) => {
        const { example } = entry;
        if (!example) throw new Error('there is no example');
        const alongside = 'alongside' in example ? (example.alongside ?? []) : [];
        expect(await judged(example, 'bad')).toEqual([name, ...alongside].sort());
        expect(await judged(example, 'good')).toEqual([]);
      },
    );

    test.each(Object.entries(entries))(
      'The explanation of %s is in whole sentences',
      (_, { means, why, documented }) => {
        for (const text of [why, ...(means === undefined ? [] : [means])]) expect(text).toMatch(/^[A-Z`"].*[.?]$/);
        for (const { url } of documented) expect(new URL(url).protocol).toBe('https:');
      },
    );
  });

describe('the table of explanations', () => {
  test('The explanations cover exactly the rules that there are', async () => {
    expect(Object.keys(DOCUMENT_RULES).sort()).toEqual([...documentRuleIds].sort());
    expect(Object.keys(PAGE_RULES).sort()).toEqual(rules.map(({ id }) => id).sort());
    const names = new Set((await allExplanations()).map(({ name }) => name));
    for (const { id } of await lintRules()) expect(names).toContain(id);
  });

  test('Every explanation has its own meaning', async () => {
    const all = await allExplanations();
    for (const { name, means } of all) expect(means, name).toMatch(/^[A-Z`"$].*\.$/);
    expect(all.length).toBeGreaterThan(190);
  });
});

describe('docproof explain', () => {
  test('A name that is a keyword and a rule has both meanings on one page', async () => {
    expect((await explain('undocumented-property')).map(({ kind }) => kind)).toEqual(['keyword', 'page-rule']);
    const page = await explainPage('undocumented-property');
    expect(page).toContain('## A keyword of Docproof that a message breaks');
    expect(page).toContain('## A rule of docproof lint for pages, of severity warning');
  });

  test('The page of a keyword has its examples, its reason and its place in the standard', async () => {
    expect(await explainPage('enum')).toBe(`# \`enum\`

A keyword of JSON Schema that a message breaks.

The value is not one of those that its schema lists.

## Why it matters

Clients handle each listed value. One that is not listed ends in a branch that nobody wrote.

## Example

Schema:

\`\`\`yaml
{ type: string, enum: [packed, sent] }
\`\`\`

## Bad

Value:

\`\`\`json
"lost"
\`\`\`

## Good

Value:

\`\`\`json
"sent"
\`\`\`

## Where it is documented

- [JSON Schema 2020-12, Validation, section 6.1.2](https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.2)
`);
  });

  test('Code of pages that has fences itself is shown within longer fences', async () => {
    const page = await explainPage('open-fence');
    expect(page).toContain('````markdown\n');
  });

  test.each([
    ['enumm', /Did you mean enum/],
    ['undocumented_status', /Did you mean undocumented-status/],
    ['readonly', /Did you mean readOnly/],
    ['missing', /missing-/],
    ['zzzzzz', /docproof explain lists all names/],
    ['__proto__', /docproof explain lists all names/],
    ['', /docproof explain lists all names/],
  ])('The unknown name %j gets an error with the nearest names', async (name, cure) => {
    await expect(explain(name)).rejects.toMatchObject({ code: 'bad-option', cure: expect.stringMatching(cure) });
  });

  test('Prose in a terminal keeps to 80 columns', async () => {
    const all = await allExplanations();
    for (const line of listText(all).split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    for (const each of all) {
      const [means = ''] =
        explanationText(each.name, [each]).split('\nWhy it matters')[0]?.split('\n\n').slice(1) ?? [];
      for (const line of means.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    }
  });
});
