import type { PageData } from '../../report/html/data.js';
import { CoverageView } from '../components/coverage.js';
import { SEVERITIES, type Selection, type Severity } from './filter.js';
import { Notes } from './notes.js';
import { Rules } from './rules.js';
import { Violations } from './violations.js';

/** What is shown of a result, and what is reported. */
export interface ReportViewsProps {
  readonly data: PageData;
  /** What is shown at first: what leads to violations begins there. */
  readonly initial: Selection;
  readonly selection: Selection;
  readonly onChange: (change: Partial<Selection>) => void;
}

/** What leads to certain violations, whatever was filtered before. */
export function violationsWith(initial: Selection, change: Partial<Selection>): Partial<Selection> {
  return { ...initial, fault: undefined, view: 'violations', severities: SEVERITIES, ...change };
}

/** The view of a finished check that is selected; that of its exchanges is apart. */
export function ReportViews({ data, initial, selection, onChange }: ReportViewsProps) {
  const toViolations = (change: Partial<Selection>): void => onChange(violationsWith(initial, change));
  switch (selection.view) {
    case 'violations':
      return <Violations data={data} selection={selection} onChange={onChange} />;
    case 'rules':
      return <Rules data={data} onRule={(keyword, search) => toViolations({ keyword, search })} />;
    case 'exchanges':
      return null;
    case 'coverage':
      return <CoverageView coverage={data.coverage} onOperation={(operation) => toViolations({ operation })} />;
    case 'notes':
      return <Notes data={data} />;
  }
}

/** What a report shows at first: what is wrong, the worst of it, or why nothing was proved. */
export function initialSelection({ faults, verdict }: PageData): Selection {
  const first = faults.length > 0 ? 'violations' : 'coverage';
  return {
    view: verdict.outcome === 'inconclusive' ? 'notes' : first,
    search: '',
    operation: '',
    keyword: '',
    severities: worstOf(faults),
    sort: 'count',
    verdict: '',
  };
}

/** The worst that there is: a report opens on errors, where there are some. */
function worstOf(faults: PageData['faults']): readonly Severity[] {
  const worst = SEVERITIES.find((severity) => faults.some((fault) => fault.severity === severity));
  return worst === undefined ? SEVERITIES : [worst];
}
