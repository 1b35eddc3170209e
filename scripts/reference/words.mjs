/** Names that the source has, each with what this reference says of it: a name on one side only is a mistake. */

/**
 * @template T
 * @param {Iterable<string>} names of the source
 * @param {Readonly<Record<string, T>>} words by name
 * @param {string} file where the words are
 * @returns {[string, T][]}
 */
export function eachWithWords(names, words, file) {
  const known = [...names];
  const missing = known.filter((name) => !Object.hasOwn(words, name));
  const gone = Object.keys(words).filter((name) => !known.includes(name));
  if (missing.length > 0) throw new Error(`${file} says nothing of ${missing.join(', ')}: write a line for it`);
  if (gone.length > 0)
    throw new Error(`${file} speaks of ${gone.join(', ')}, which the source does not have: take it out`);
  return Object.entries(words);
}
