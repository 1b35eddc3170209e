import type { AnySchema } from 'ajv';

/** Gives the text of a published meta-schema; undefined for any other URI. */
export type PublishedSchemas = (uri: string) => Promise<string | undefined>;

type Known = Readonly<Record<string, { readonly schema: AnySchema } | undefined>>;

/**
 * The published meta-schemas of JSON Schema (2020-12, 2019-09 and draft-07) and their vocabularies. They come with ajv,
 * so that nothing is fetched.
 */
export function createPublished(): PublishedSchemas {
  const drafts = new Map<string, Known>();
  return async (uri) => {
    const [, draft] = /^https?:\/\/json-schema\.org\/draft(?:\/|-)([\d-]+)\//.exec(uri) ?? [];
    if (draft === undefined) return undefined;
    const known = drafts.get(draft) ?? (await schemasOf(draft));
    drafts.set(draft, known);
    const found = known[uri];
    return found && JSON.stringify(found.schema);
  };
}

async function schemasOf(draft: string): Promise<Known> {
  if (draft === '2020-12') return new (await import('ajv/dist/2020.js')).Ajv2020().schemas;
  if (draft === '2019-09') return new (await import('ajv/dist/2019.js')).Ajv2019().schemas;
  return new (await import('ajv')).Ajv().schemas;
}
