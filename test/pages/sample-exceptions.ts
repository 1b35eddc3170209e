/** Documented requests that cannot have their documented response, by page and outcome, each with its reason. */
const EXCEPTIONS: readonly (readonly [page: RegExp, outcome: RegExp, reason: string])[] = [
  [/deviceconfig-.*-(?:get|list)\.md/, /another body/, 'many pages describe one request, each with another response'],
  [/b2cidentityuserflow-put-languages/, /201 for 204/, 'the same request creates, and then updates what it created'],
  [
    /securescorecontrolprofile-update/,
    /200 for 204/,
    'two examples send one body; their responses differ by a Prefer field',
  ],
  [
    /setorder|timecard-startbreak/,
    /404 for/,
    'the request is of the other version, or in another letter case than its line',
  ],
  [/opentypeextension-get/, /404 for/, 'the URL ends with a slash, which no line has'],
  [
    /nameditem-get/,
    /500 for/,
    'the example shows the object in an envelope whose only member has the name of one of its properties',
  ],
  [
    /intune-/,
    /422 for 20[01]/,
    'the generated example sends a number outside the values that its row lists; numbers are not placeholders',
  ],
];

/** The failures that nothing excuses. */
export function withoutReason(failed: readonly string[]): string[] {
  return failed.filter((failure) => !EXCEPTIONS.some(([page, outcome]) => page.test(failure) && outcome.test(failure)));
}
