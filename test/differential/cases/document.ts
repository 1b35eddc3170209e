/** A response with one JSON example, as YAML in one line. */
export function answers(value: string, description = 'ok'): string {
  return `{ description: ${description}, content: { application/json: { example: { is: ${value} } } } }`;
}
