import { summaryOf } from '../../docs/.vitepress/front-matter.mjs';
import { importSources } from '../source.mjs';
import { code, head, plain, table } from './markdown.mjs';

const RULES = 'docs/reference/rules';
const KEYWORDS = 'docs/reference/keywords';

/**
 * A page for each rule of `docproof lint`, and for each keyword and reason of a report: what `docproof explain NAME`
 * prints, so that both say the same.
 */
export async function explainedPages() {
  const [{ documentRuleIds, lintRules }, { allExplanations }, { explanationPage, explanationsByName }] =
    await importSources('src/api/lint.ts', 'src/api/explain.ts', 'src/explain/index.ts');
  const rules = await lintRules();
  const ofDocuments = new Set(documentRuleIds);
  const all = await allExplanations();
  const byName = explanationsByName(all);
  const pageOf = (name, kind) =>
    `---\ntitle: ${kind} ${name}\ndescription: ${JSON.stringify(summaryOf(byName.get(name)[0].means))}\nnav: ${JSON.stringify(name)}\n---\n\n${explanationPage(name, byName.get(name))}`;

  const others = all.filter(({ kind }) => !kind.endsWith('-rule'));
  const pages = [
    ...rules.map(({ id, example }) => [
      `${RULES}/${id}.md`,
      `${pageOf(id, 'Rule')}\nA finding in one line: ${example}\n`,
    ]),
    ...new Map(
      others.map(({ name, kind }) => [
        `${KEYWORDS}/${fileName(name)}.md`,
        pageOf(name, kind.endsWith('keyword') ? 'Keyword' : 'Reason'),
      ]),
    ),
  ];
  return {
    ...Object.fromEntries(pages),
    [`${RULES}/index.md`]: rulesIndex(rules, ofDocuments),
    [`${KEYWORDS}/index.md`]: keywordsIndex(others),
  };
}

/** A name as a file: `$ref` begins with a sign that shells replace. @param {string} name */
function fileName(name) {
  return name.replace(/^\$/, '');
}

function rulesIndex(rules, ofDocuments) {
  const rowsOf = (own) =>
    own.map(({ id, severity, isOff, finds }) => [
      `[${code(id)}](${id}.md)`,
      isOff ? `${severity}, off` : severity,
      // Markdown, as the rule has it.
      finds,
    ]);
  const heads = ['rule', 'severity', 'what it finds'];
  return [
    head('Rules', { order: 10 }),
    'What `docproof lint` and `docproof compile` find in documentation pages, and `docproof lint` in OpenAPI documents. `docproof explain RULE` prints the page of a rule.\n',
    '- **error**: it makes the contract wrong, or nobody can tell what it should be.',
    '- **warning**: it contradicts something else on the page, on another page or on the wire.',
    '- **info**: style, and what readers stumble over.\n',
    '`docproof lint docs/` fails where there are errors; `--fail-on warning` and `--fail-on info` fail earlier, `--fail-on never` does not.',
    'Each rule is switched off by its name, as often as needed: `docproof lint docs/ --off missing-link --off heading-case`.',
    'In `docproof.yaml` it is switched off for good: `lint: { off: [missing-link, heading-case], fail-on: warning }`.',
    'Some rules are off by default, because nobody corrects most of what they find: `--on required-by-sentence` switches such a rule on.\n',
    '## Documents\n',
    'Of the document that pages make, the rules for examples stay silent: values are held against the rows of the pages, line by line.\n',
    table(heads, rowsOf(rules.filter(({ id }) => ofDocuments.has(id)))),
    '\n## Pages\n',
    table(heads, rowsOf(rules.filter(({ id }) => !ofDocuments.has(id)))),
    '',
  ].join('\n');
}

const KINDS = [
  ['keyword', 'Keywords of Docproof', 'What an exchange can break that is not said by a JSON Schema.'],
  ['schema-keyword', 'Keywords of JSON Schema', 'What a value can break that a schema says.'],
  [
    'inconclusive',
    'Reasons why something is not judged',
    'An exchange is `inconclusive` where one of these could hide a fault.',
  ],
  ['out-of-scope', 'Reasons why an exchange is not in scope', 'Such exchanges are counted and never judged.'],
];

function keywordsIndex(all) {
  const sections = KINDS.map(([kind, title, says]) => {
    const own = all.filter((each) => each.kind === kind);
    if (own.length === 0) throw new Error(`scripts/reference/explained.mjs finds no explanation of the kind ${kind}`);
    const rows = own.map(({ name, means }) => [`[${code(name)}](${fileName(name)}.md)`, plain(means)]);
    return [`## ${title}\n`, `${says}\n`, table(['name', 'what it means'], rows), ''].join('\n');
  });
  return [
    head('Keywords and reasons of reports', { order: 11 }),
    'Each violation names a keyword in brackets: `must be <= 100 [maximum]`. `docproof explain KEYWORD` prints its page: what it means, a bad and a good example, why it matters, and where it is documented.\n',
    ...sections,
  ].join('\n');
}
