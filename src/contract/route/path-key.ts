import { type Fields, parseForm } from '../parameters/fields.js';

/**
 * A key of `paths`, taken apart. OpenAPI allows neither a query nor a fragment there (3.1 §4.8.8), but descriptions of
 * vendors that do not change any more have both: `/notes?beta=true`, `/login#basic`.
 */
export interface PathKey {
  /** The path template alone. */
  readonly path: string;
  /** The query that a request must have, as it is written; empty where the key has none. */
  readonly query: string;
  readonly hasFragment: boolean;
}

const PLAIN = /^[^?#]*$/;

/** Takes a key apart. A URI template's own query, as in `/notes{?page,size}`, says nothing of the path. */
export function pathKeyOf(key: string): PathKey {
  if (PLAIN.test(key)) return { path: key, query: '', hasFragment: false };
  const [beforeFragment = '', ...fragment] = key.replace(/\{[?&#][^{}]*\}/g, '').split('#');
  const mark = beforeFragment.search(/\?(?![^{]*\})/);
  return {
    path: mark < 0 ? beforeFragment : beforeFragment.slice(0, mark),
    query: mark < 0 ? '' : beforeFragment.slice(mark + 1),
    hasFragment: fragment.length > 0,
  };
}

/** The fields of a key's query. A value that is a variable, as in `/notes?of={id}`, is any value. */
export function fixedFields({ query }: PathKey): Fields {
  return query === '' ? NONE : parseForm(query);
}

const NONE: Fields = new Map();

const VARIABLE = /^\{([^{}]+)\}$/;

/** Whether a request with this query has the fields that the key fixes. */
export function hasFields(query: Fields, fixed: Fields): boolean {
  for (const [name, wanted] of fixed) {
    const sent = query.get(name);
    if (!sent || !wanted.every((value) => VARIABLE.test(value) || sent.includes(value))) return false;
  }
  return true;
}

/** The variables in a key's query, with the values that a request gives them, percent-encoded as those of a path. */
export function queryVariables(query: Fields, fixed: Fields): Record<string, string> {
  const values: Record<string, string> = Object.create(null);
  for (const [name, wanted] of fixed) {
    for (const value of wanted) {
      const variable = VARIABLE.exec(value)?.[1];
      const sent = query.get(name)?.at(-1);
      if (variable !== undefined && sent !== undefined) values[variable] = encodeURIComponent(sent);
    }
  }
  return values;
}
