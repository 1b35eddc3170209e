/** So many faults of one list or map are looked for: no report lists more, and a body can have a fault in each byte. */
export const MAX_FOUND = 10_000;

/** Adds errors to those of ajv's code, in place: a new list for each fault takes a time that grows with its square. */
export function append<Found>(found: Found[] | null, more: readonly Found[] | null | undefined): Found[] {
  const all = found ?? [];
  for (const error of more ?? []) all.push(error);
  return all;
}
