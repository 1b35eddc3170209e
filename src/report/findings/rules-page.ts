import type { DescribedRule } from '../../model/index.js';

/**
 * docs/reference/rules/index.md: the rules of documentation pages, then those of documents.
 * @param documentIds ids of the rules of documents
 */
export function rulesPage(rules: readonly DescribedRule[], documentIds: ReadonlySet<string>): string {
  const pages = rules.filter(({ id }) => !documentIds.has(id));
  const documents = rules.filter(({ id }) => documentIds.has(id));
  return `${[HEAD, '## Pages', ...pages.map(section), DOCUMENTS, ...documents.map(section)].join('\n\n')}\n`;
}

function section({ id, severity, isOff, finds, example }: DescribedRule): string {
  const option = isOff ? `Off by default: \`--on ${id}\`` : `\`--off ${id}\``;
  return [`### \`${id}\``, `**${severity}** · ${finds}`, `Example: ${example}`, option].join('\n\n');
}

const HEAD = `# Rules

What \`docproof lint\` and \`docproof compile\` find in documentation pages, and \`docproof lint\` in OpenAPI documents.

- **error**: it makes the contract wrong, or nobody can tell what it should be.
- **warning**: it contradicts something else on the page, on another page or on the wire.
- **info**: style, and what readers stumble over.

\`docproof lint docs/\` fails where there are errors; \`--fail-on warning\` and \`--fail-on info\` fail earlier, \`--fail-on never\` does not. Each rule is switched off
by its name, as often as needed: \`docproof lint docs/ --off missing-link --off heading-case\`; in \`docproof.yaml\`, for good: \`lint: { off: [missing-link, heading-case], fail-on: warning }\`.
Some rules are off by default, because nobody corrects most of what they find: \`--on required-by-sentence\` switches such a rule on.`;

const DOCUMENTS = `## Documents

Of the document that pages make, the rules for examples stay silent: values are held against the rows of the pages, line by line.`;
