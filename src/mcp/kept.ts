/** A resource that an answer names. */
export interface ResourceLink {
  readonly uri: string;
  readonly name: string;
  readonly description: string;
  readonly mimeType: string;
}

/** Where whole results are found. */
export const RESULTS = 'docproof://results/';

/** So many are kept: of more, the oldest are forgotten. */
const MOST = 20;

/** Longer ones are not kept. */
const LONGEST = 20_000_000;

/** Whole results for answers that link to them. They live as long as the server. */
export interface Kept {
  /** @returns a link to it; undefined where it is too long to be kept */
  keep(name: string, description: string, text: string): ResourceLink | undefined;
  /** The text under an id; undefined where it was forgotten. */
  get(id: string): string | undefined;
  list(): readonly ResourceLink[];
}

/** Nothing kept yet. */
export function createKept(): Kept {
  const all = new Map<string, { readonly link: ResourceLink; readonly text: string }>();
  let count = 0;
  return {
    keep(name, description, text) {
      if (text.length > LONGEST) return undefined;
      count += 1;
      const id = String(count);
      const link = { uri: `${RESULTS}${id}`, name, description, mimeType: 'application/json' };
      all.set(id, { link, text });
      const [oldest] = all.keys();
      if (all.size > MOST && oldest !== undefined) all.delete(oldest);
      return link;
    },
    get: (id) => all.get(id)?.text,
    list: () => [...all.values()].map(({ link }) => link),
  };
}
