import { nearest } from '../check/index.js';
import type { Explanation } from '../explain/index.js';
import { InputError } from '../model/index.js';
import { documentRuleIds, lintRules } from './lint.js';

/**
 * Every keyword of violations, every rule of `docproof lint` and every reason that a report can have, with its meaning,
 * a bad and a good example, why it matters and where it is documented.
 */
export async function allExplanations(): Promise<Explanation[]> {
  const { explanations } = await import('../explain/index.js');
  return explanations(await lintRules(), new Set(documentRuleIds));
}

/**
 * The meanings of a name: of a keyword, a rule or a reason. Some names have several.
 * @throws InputError `bad-option` for a name that nothing has, with the nearest names
 */
export async function explain(name: string): Promise<readonly Explanation[]> {
  const all = await allExplanations();
  const wanted = name.trim();
  const found = all.filter((each) => each.name === wanted);
  if (found.length > 0) return found;
  const names = [...new Set(all.map((each) => each.name))];
  const near = nearNames(wanted, names);
  throw new InputError('bad-option', `there is no keyword, rule or reason ${JSON.stringify(wanted)}`, {
    cure:
      near.length === 0
        ? 'docproof explain lists all names.'
        : `Did you mean ${near.join(', or ')}? docproof explain lists all names.`,
  });
}

/**
 * A page of Markdown that explains a name.
 * @throws InputError `bad-option` as {@link explain} does
 */
export async function explainPage(name: string): Promise<string> {
  const meanings = await explain(name);
  const { explanationPage } = await import('../explain/index.js');
  return explanationPage(meanings[0]?.name ?? name, meanings);
}

/** Up to three names that may have been meant: the one spelt most alike, then those that share a word. */
function nearNames(name: string, names: readonly string[]): string[] {
  const best = nearest(name, names);
  const words = name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2);
  const sharing = names
    .map((each) => ({ each, shared: words.filter((word) => each.toLowerCase().includes(word)).length }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)
    .map(({ each }) => each);
  return [...new Set([...(best === undefined ? [] : [best]), ...sharing])].slice(0, 3);
}
