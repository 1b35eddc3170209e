import { useMemo } from 'preact/hooks';
import type { PageData, PageFault } from '../../report/html/data.js';

/** Longer tables are cut: the list of violations has a filter by keyword. */
const MAX_ROWS = 2000;

interface Rule {
  readonly keyword: string;
  readonly schema: string;
  readonly faults: PageFault[];
}

/** What is shown, and who hears that somebody wants to see a rule's violations. */
export interface RulesProps {
  readonly data: PageData;
  readonly onRule: (keyword: string, schema: string) => void;
}

/** The rules that were broken, the worst first. */
export function Rules({ data: { faults }, onRule }: RulesProps) {
  const rules = useMemo(() => ranked(faults), [faults]);
  if (faults.length === 0)
    return (
      <div class="notes">
        <p class="empty">No violations.</p>
      </div>
    );
  const more = rules.length - MAX_ROWS;
  return (
    <div class="coverage">
      <div class="wide" tabindex={0}>
        <table class="rules">
          <caption>Rules that were broken: errors first, then by the number of violations</caption>
          <thead>
            <tr>
              <th scope="col">keyword</th>
              <th scope="col">rule in the document</th>
              <th scope="col" class="amount">
                violations
              </th>
              <th scope="col" class="amount">
                operations
              </th>
              <th scope="col">first message</th>
            </tr>
          </thead>
          <tbody>
            {rules.slice(0, MAX_ROWS).map((rule) => (
              <RuleRow key={`${rule.keyword} ${rule.schema}`} rule={rule} onRule={onRule} />
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 && <p class="label">{`… and ${more.toLocaleString('en')} more`}</p>}
    </div>
  );
}

function RuleRow({ rule, onRule }: { readonly rule: Rule; readonly onRule: RulesProps['onRule'] }) {
  const { keyword, schema, faults } = rule;
  const operations = new Set(faults.map(({ operation }) => operation));
  const [worst] = [...faults].sort((a, b) => rank(a) - rank(b));
  return (
    <tr class={worst?.severity ?? ''}>
      <th scope="row" class="mark">
        {keyword}
      </th>
      <td>
        <button type="button" class="link" onClick={() => onRule(keyword, schema)}>
          <code>{schema}</code>
        </button>
      </td>
      <td class="amount">{violationsOf(faults).toLocaleString('en')}</td>
      <td class="amount">{operations.size.toLocaleString('en')}</td>
      <td>{worst ? `${worst.place} ${worst.message}` : ''}</td>
    </tr>
  );
}

function ranked(faults: readonly PageFault[]): Rule[] {
  const rules = new Map<string, Rule>();
  for (const fault of faults) {
    const key = `${fault.keyword} ${fault.schema}`;
    const known = rules.get(key);
    if (known) known.faults.push(fault);
    else rules.set(key, { keyword: fault.keyword, schema: fault.schema, faults: [fault] });
  }
  const worst = (rule: Rule): number => Math.min(...rule.faults.map(rank));
  return [...rules.values()].sort((a, b) => worst(a) - worst(b) || violationsOf(b.faults) - violationsOf(a.faults));
}

function violationsOf(faults: readonly PageFault[]): number {
  return faults.reduce((sum, { count }) => sum + count, 0);
}

function rank({ severity }: PageFault): number {
  return severity === 'error' ? 0 : severity === 'warning' ? 1 : 2;
}
