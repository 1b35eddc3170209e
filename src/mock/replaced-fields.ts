/** Header fields by the name as they are sent. */
type Fields = Readonly<Record<string, string | string[]>>;

/** Header fields with others in place of those that have their names, in any case. */
export function replacedFields(fields: Fields, others: Fields): Record<string, string | string[]> {
  const names = new Set(Object.keys(others).map((name) => name.toLowerCase()));
  return {
    ...Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name.toLowerCase()))),
    ...others,
  };
}
