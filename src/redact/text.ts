import { applyEdits } from './edits.js';
import { jsonEdits } from './json-text.js';
import type { SecretKind } from './names.js';
import type { Redactor } from './redactor.js';
import { textEdits, urlSearch } from './search.js';
import { tableEdits } from './table.js';
import { formEdits, kindsOf, urlEdits } from './url.js';

/** Any text with its secrets replaced: by their form, or by a name before them as in `password=…` or broken JSON. */
export function redactText(redactor: Redactor, text: string): string {
  return applyEdits(text, textEdits(redactor, text));
}

/** A table of the type `text/csv` and its kin, with the secrets of its columns and cells replaced. */
export function redactTable(redactor: Redactor, text: string): string {
  return applyEdits(text, [...tableEdits(redactor, text, true), ...textEdits(redactor, text)]);
}

/**
 * A URL, absolute or not, with the secrets of its user information, path, query and fragment replaced. What needs no
 * change stays as it was written.
 */
export function redactUrl(redactor: Redactor, url: string): string {
  return applyEdits(url, urlEdits(redactor, url, { ...urlSearch(redactor), isTarget: true }));
}

/** A sentence with URLs and paths in it, with their secrets and those of its other words replaced. */
export function redactSentence(redactor: Redactor, text: string): string {
  const words = text.split(/(\s+)/).map((word) => (/[/%]/.test(word) ? redactUrl(redactor, word) : word));
  return redactText(redactor, words.join(''));
}

/**
 * A query or a form (`application/x-www-form-urlencoded`) with its secrets replaced.
 * @param place where the document's security schemes may have a key
 */
export function redactForm(redactor: Redactor, form: string, place?: 'query'): string {
  return applyEdits(form, formEdits(redactor, form, urlSearch(redactor).search, place));
}

/** Names and values of parameters, decoded, with their secrets replaced. @param place as of `redactForm` */
export function redactParameters(
  redactor: Redactor,
  pairs: readonly (readonly [name: string, value: string])[],
  place?: 'query',
): [name: string, value: string][] {
  const kinds = kindsOf(redactor, pairs, place);
  return pairs.map(([name, value], index) => {
    const kind = kinds[index];
    return [
      redactText(redactor, name),
      kind === undefined ? redactText(redactor, value) : redactor.replace(value, kind),
    ];
  });
}

/**
 * JSON text with its secrets replaced; all else stays as it was written.
 * @param outer the kind of secret that all of it is part of
 */
export function redactJsonText(redactor: Redactor, text: string, outer?: SecretKind): string {
  return applyEdits(
    text,
    jsonEdits(redactor, text, (inner) => textEdits(redactor, inner), outer),
  );
}
