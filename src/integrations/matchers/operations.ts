import { type Contract, type Operation, operationCalled } from '../../contract/index.js';
import { count, InputError, printable } from '../../model/index.js';

/** So many names are proposed. */
const MOST = 3;

/**
 * The operation of this name.
 * @param name its operationId, or method and path as the document writes them: `POST /users/{id}`
 * @throws InputError `bad-option` for a name that no operation has, with the names that are nearest to it
 */
export function operationNamed({ operations, document }: Contract, name: string): Operation {
  const found = operationCalled(operations, name);
  if (found) return found;
  const names = operations.map(nameOf);
  const near = nearest(name, [...names, ...operations.map(({ id }) => id)]);
  throw new InputError('bad-option', `no operation of ${printable(document.source)} is called ${printable(name)}`, {
    cure:
      near.length > 0
        ? `Did you mean ${near.map(printable).join(', or ')}?`
        : `It has ${count(operations.length, 'operation')}: ${listed(names)}. Name one by operationId or as "POST /users/{id}".`,
  });
}

/** How messages name an operation: by its operationId where it has one, with method and path. */
export function titleOf({ id, operationId }: Operation): string {
  return printable(operationId === undefined ? id : `${operationId} (${id})`);
}

function nameOf({ id, operationId }: Operation): string {
  return operationId ?? id;
}

function listed(names: readonly string[]): string {
  const first = names.slice(0, 10).map(printable).join(', ');
  return names.length > 10 ? `${first} and ${names.length - 10} more` : first;
}

/** The names that need the fewest changes: of a third of the letters at most. */
function nearest(name: string, names: readonly string[]): string[] {
  const wanted = name.toLowerCase();
  return [...new Set(names)]
    .map((known) => ({ known, changes: changesBetween(wanted, known.toLowerCase()) }))
    .filter(({ known, changes }) => changes <= Math.max(2, Math.floor(Math.min(known.length, name.length) / 3)))
    .sort((a, b) => a.changes - b.changes)
    .slice(0, MOST)
    .map(({ known }) => known);
}

/** How many letters must be put in, taken out or replaced to make one text of the other (Levenshtein). */
function changesBetween(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (before[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (before[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    before = current;
  }
  return before[b.length] ?? 0;
}
