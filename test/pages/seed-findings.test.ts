import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formatProvenance } from '../../src/model/index.js';
import { compilePages, findingsOf, rules } from '../../src/pages/index.js';
import { expectGolden } from '../support/golden.js';

/** The pages stand beside the project where it is developed, and nowhere else. */
const PAGES = new URL('../../../shared/seed-docs/', import.meta.url);

const LETTERS: Readonly<Record<string, string>> = {
  A: 'api/anonymousipriskevent-post.md',
  I: 'api/identityriskevent-post.md',
  L: 'api/leakedcredentialsriskevent-post.md',
  P: 'api/ipsecurityprofile-post.md',
  S: 'api/signin-post.md',
};

/** The rule that finds a decision's contradiction on one of the lines that the decision cites. */
const FOUND: Readonly<Record<number, string>> = {
  1: 'back-slash',
  2: 'back-slash',
  3: 'version-differs',
  4: 'version-differs',
  7: 'credentials-not-shown',
  8: 'credentials-unsaid',
  10: 'header-case',
  11: 'header-case',
  12: 'content-length-crlf',
  13: 'content-length-crlf',
  15: 'no-empty-line',
  16: 'no-permission',
  17: 'todo',
  18: 'permission-order',
  20: 'required-by-sentence',
  21: 'required-by-sentence',
  23: 'whole-truncated',
  24: 'owner-differs',
  27: 'not-on-type-page',
  28: 'types-differ',
  29: 'not-in-table',
  30: 'undocumented-property',
  31: 'required-not-shown',
  32: 'not-in-table',
  33: 'missing-type-page',
  34: 'types-differ',
  35: 'placeholder-value',
  36: 'placeholder-value',
  37: 'placeholder-value',
  38: 'placeholder-value',
  39: 'placeholder-value',
  40: 'placeholder-value',
  41: 'placeholder-text',
  42: 'placeholder-value',
  43: 'placeholder-value',
  44: 'placeholder-text',
  45: 'members-differ',
  46: 'members-differ',
  47: 'members-differ',
  49: 'sentinel-case',
  51: 'type-spelling',
  53: 'values-of-other-type',
  54: 'values-of-text',
  58: 'not-utc',
  59: 'annotation-type-case',
  61: 'annotation-type-case',
  62: 'page-namespace',
  63: 'no-namespace',
  64: 'type-hash',
  65: 'two-namespaces',
  68: 'title-type',
  69: 'heading-case',
  71: 'annotation-name',
  72: 'todo',
  73: 'empty-front-matter',
  74: 'empty-description',
  75: 'empty-description',
  76: 'link-case',
  77: 'missing-type-page',
  78: 'missing-type-page',
  79: 'unlinked-type',
  82: 'not-among-methods',
  86: 'payload-namespace',
  87: 'payload-namespace',
  88: 'base-differs',
  89: 'types-differ',
  91: 'read-only-sent',
  96: 'not-in-representation',
};

/** Why the others are not findings. */
const NOT_FOUND: Readonly<Record<number, string>> = {
  5: 'the page is consistent in itself',
  6: 'request line and example agree, and paths may begin with a capital',
  9: 'both heads say the same',
  14: 'a response may leave Content-Length out',
  19: 'links from the root of a site lead out of the pages',
  22: 'what clients really send is on no page',
  25: 'two types, each consistent in itself',
  26: 'the pages of the types name the order',
  48: 'the order of members has no meaning',
  50: 'an enumeration may be closed',
  52: 'the number fits the type that one page names; the other type has no page, which is found at the row (33)',
  55: 'a sentence about two values',
  56: 'both are valid date-times',
  57: 'what no page says contradicts nothing',
  60: 'annotations never have a hash',
  66: 'control information of OData stands in no table',
  67: 'a collection may hold derived types',
  70: 'both headings are in use, whatever the number of examples',
  80: 'two wordings of one sentence',
  81: 'the sentence of the response links the type',
  83: 'layout without meaning',
  84: 'layout without meaning',
  85: 'objects have no order',
  90: 'two properties of similar names',
  92: 'a sentence about values',
  93: 'a sentence about values; the placeholder is found (44)',
  94: 'words in prose, which may be examples',
  95: 'a sentence about two values',
  97: 'what a text looks like is no type',
};

/** The rules that are off by default. */
const SILENT = rules.flatMap(({ id, isOff }) => (isOff ? [id] : []));

interface Decision {
  readonly number: number;
  /** `api/signin-post.md:79`, in lower case. */
  readonly places: readonly string[];
}

function decisions(): Decision[] {
  const text = readFileSync(new URL('../../spec/decisions.md', import.meta.url), 'utf8');
  return [...text.matchAll(/^\| (\d+) \| ([^|]*) \|/gm)].map(([, number, where = '']) => ({
    number: Number(number),
    places: where
      .trim()
      .split(' ')
      .map((place) => {
        const [page = '', line] = place.split(':');
        return `${LETTERS[page] ?? `resources/${page.slice(2)}.md`}:${line}`.toLowerCase();
      }),
  }));
}

function pages(): { name: string; text: string }[] {
  return ['api', 'resources'].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, PAGES))
      .sort()
      .map((file) => ({ name: `${folder}/${file}`, text: readFileSync(new URL(`${folder}/${file}`, PAGES), 'utf8') })),
  );
}

test('Each decision is found by a rule, or has a reason why it is not a finding', () => {
  const numbers = decisions().map(({ number }) => number);
  expect([...Object.keys(FOUND), ...Object.keys(NOT_FOUND)].map(Number).sort((a, b) => a - b)).toEqual(numbers);
});

describe.skipIf(!existsSync(PAGES))('the five pages', () => {
  const findings = existsSync(PAGES) ? findingsOf(compilePages(pages()), { on: SILENT }) : [];

  test('The five pages have the findings of the golden file', () => {
    const lines = findings.map(
      ({ page, line, severity, rule, against }) =>
        `${page}:${line} ${severity} ${rule}${against ? ` [${formatProvenance(against)}]` : ''}\n`,
    );
    expectGolden('test/pages/golden/seed-findings.txt', lines.join(''));
  });

  test.each(decisions().filter(({ number }) => FOUND[number]))(
    'The findings in the five pages include decision $number',
    ({ number, places }) => {
      const rules = findings
        .filter(({ page, line }) => places.includes(`${page}:${line}`.toLowerCase()))
        .map(({ rule }) => rule);
      expect(rules).toContain(FOUND[number]);
    },
  );

  test('The findings in the five pages do not depend on the order of the pages', () => {
    expect(findingsOf(compilePages(pages().reverse()), { on: SILENT })).toEqual(findings);
  });
});
