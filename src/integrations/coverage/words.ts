/** The line with which a reporter ends a run that fails. */
export function closeText(failure: string): string {
  return `Contract coverage failed: ${failure}`;
}
