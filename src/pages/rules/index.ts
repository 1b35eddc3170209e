import { type Finding, findingSeverities } from '../../model/index.js';
import type { Compiled } from '../compile.js';
import { compare } from '../reference/groups.js';
import { TEMPLATES } from '../templates/index.js';
import * as across from './across-pages.js';
import * as answers from './answers.js';
import * as json from './json.js';
import * as layout from './layout.js';
import * as links from './links.js';
import * as messages from './messages.js';
import * as placeholders from './placeholders.js';
import * as properties from './properties.js';
import * as representation from './representation.js';
import * as requests from './requests.js';
import * as responses from './responses.js';
import { type Rule, ruleContext, rulesIn } from './rule.js';
import * as sent from './sent.js';
import * as tables from './tables.js';
import * as typePages from './type-pages.js';
import * as values from './values.js';

/** The rules for pages of any template. */
const GENERAL = rulesIn([
  across,
  answers,
  json,
  layout,
  links,
  messages,
  placeholders,
  properties,
  representation,
  requests,
  responses,
  sent,
  tables,
  typePages,
  values,
]);

/** Every rule, those of all templates too, by severity and then by id. */
export const rules: readonly Rule[] = [...GENERAL, ...TEMPLATES.flatMap((template) => template.rules)].sort(
  (a, b) => findingSeverities.indexOf(a.severity) - findingSeverities.indexOf(b.severity) || compare(a.id, b.id),
);

/** How pages are judged. */
export interface FindingOptions {
  /** Ids of rules that stay silent. */
  readonly off?: readonly string[];
  /** Ids of rules that are off by default and are to report. */
  readonly on?: readonly string[];
}

/** The findings in pages, in the order of pages and lines. The same pages give the same findings. */
export function findingsOf(compiled: Compiled, { off = [], on = [] }: FindingOptions = {}): Finding[] {
  const context = ruleContext(compiled.pages, compiled.groups, compiled.template.conventions);
  const findings: Finding[] = [];
  for (const { id, severity, isOff = false, check } of [...GENERAL, ...compiled.template.rules])
    if (!off.includes(id) && (!isOff || on.includes(id)))
      for (const { page, line, column, message, suggestion, against } of check(context))
        findings.push({
          rule: id,
          severity,
          page,
          line,
          ...(column === undefined ? {} : { column }),
          message,
          ...(suggestion === undefined ? {} : { suggestion }),
          ...(against === undefined ? {} : { against }),
        });
  return findings.sort(
    (a, b) =>
      compare(a.page, b.page) ||
      a.line - b.line ||
      (a.column ?? 0) - (b.column ?? 0) ||
      compare(a.rule, b.rule) ||
      compare(a.message, b.message),
  );
}
