import { useState } from 'preact/hooks';
import type { Coverage } from '../../../../model/coverage.js';
import { Empty } from '../../../components/facts.js';
import { FilterBar, Search } from '../../../components/filters.js';
import { WindowedList } from '../../../components/list.js';
import { useNow } from '../../../components/signal.js';
import { Split } from '../../../components/split.js';
import { useAnswers } from '../../model/answers.js';
import type { App } from '../../model/app.js';
import { usePage } from '../../model/use-page.js';
import { AnswerList } from './answer-list.js';
import { OperationDetail } from './detail.js';

interface Listed {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly operationId?: string;
  readonly deprecated: boolean;
}

/** The contract as a list: what was used of it, what is set for it, and a form for each operation. */
export function OperationsPage({ app }: { readonly app: App }) {
  const { router, server } = app;
  const [words, setWords] = useState('');
  const { value: operations = [], problem } = usePage<readonly Listed[]>(app, 'operations');
  const { value: coverage } = usePage<Coverage>(app, 'coverage', useNow(app.exchanges.version));
  const answers = useAnswers(app);
  const seen = new Map(coverage?.operations.map((each) => [each.operation, each.exchanges]));
  const set = new Set(answers.list.map(({ operation }) => operation));
  const wanted = words.toLowerCase();
  const shown = operations.filter(({ id, operationId = '' }) => `${id} ${operationId}`.toLowerCase().includes(wanted));
  const [open] = useNow(router.route).parts;
  const go = (id: string | undefined): void =>
    router.go({ page: 'operations', parts: id === undefined ? [] : [id], query: {} });
  return (
    <Split
      label="Operations"
      noun="operation"
      isOpened={open !== undefined}
      itemKey={open}
      onBack={() => go(undefined)}
      above={
        <>
          <FilterBar>
            <Search label="Search operations" value={words} onInput={setWords} />
            <span class="found" role="status">{`${shown.length} of ${operations.length}`}</span>
          </FilterBar>
          {server.features.includes('overrides') && <AnswerList answers={answers} />}
        </>
      }
      side={
        <>
          {problem !== '' && <Empty>{problem}</Empty>}
          <WindowedList
            label="Operations"
            count={shown.length}
            rowHeight={48}
            selected={shown.findIndex(({ id }) => id === open)}
            selectedKey={open}
            row={(position) => operationRow(shown[position], seen, set)}
            onSelect={(position) => go(shown[position]?.id)}
          />
        </>
      }
    >
      {open === undefined ? (
        <Empty>Choose an operation to send it, and to set what it answers.</Empty>
      ) : (
        <OperationDetail key={open} app={app} id={open} answers={answers} />
      )}
    </Split>
  );
}

function operationRow(operation: Listed | undefined, seen: ReadonlyMap<string, number>, set: ReadonlySet<string>) {
  if (!operation) return { class: '', content: null };
  const { id, method, path, operationId = '', deprecated } = operation;
  const times = seen.get(id) ?? 0;
  return {
    class: `exchange narrow ${times > 0 ? 'passed' : ''}`,
    content: (
      <>
        <span class="mark" role="img" aria-label={times > 0 ? 'seen' : 'never seen'}>
          {times > 0 ? '✓' : '·'}
        </span>
        <span class="target">
          <b class="method">{method}</b> {path}
        </span>
        <span class="times">{times > 0 ? `${times.toLocaleString('en')} ×` : ''}</span>
        <span class="message">
          {operationId} {deprecated && <span class="chip">deprecated</span>}
          {set.has(id) && <span class="chip set">answer set</span>}
        </span>
      </>
    ),
  };
}
