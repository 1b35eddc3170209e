import type { OperationFacts } from '../../../../feed/tools.js';
import { Empty } from '../../../components/facts.js';
import type { SetAnswers } from '../../model/answers.js';
import type { App } from '../../model/app.js';
import { fragmentOf } from '../../model/route.js';
import { usePage } from '../../model/use-page.js';
import { AnswerForm } from './answer-form.js';
import { RequestForm } from './request-form.js';

/** An operation: what it is, a request to send, and what it answers next. */
export function OperationDetail({
  app,
  id,
  answers,
}: {
  readonly app: App;
  readonly id: string;
  readonly answers: SetAnswers;
}) {
  const { value: facts, problem } = usePage<OperationFacts>(app, `operations/${encodeURIComponent(id)}`);
  if (problem !== '') return <Empty>{problem}</Empty>;
  if (!facts) return <Empty>…</Empty>;
  const { method, path, operationId, summary, description, responses } = facts;
  const { features } = app.server;
  return (
    <article class="detail">
      <header>
        <p class="kind">
          {operationId !== undefined && <code>{operationId}</code>}
          <a href={fragmentOf({ page: 'exchanges', query: { operation: facts.id } })}>Its exchanges</a>
        </p>
        <h2>
          <code>{`${method} ${path}`}</code>
        </h2>
        <p class="help">{summary ?? description}</p>
      </header>
      {features.includes('overrides') && <AnswerForm app={app} facts={facts} answers={answers} />}
      {features.includes('send') && <RequestForm app={app} facts={facts} />}
      <section>
        <h3>Documented answers</h3>
        <table>
          <tbody>
            {responses.map(({ status, description: words, content }) => (
              <tr key={status}>
                <th scope="row">
                  <b>{status}</b>
                </th>
                <td>
                  {words}
                  {content.map(({ mediaType, examples }) => (
                    <p key={mediaType} class="label">
                      {[mediaType, ...examples].join(' · ')}
                    </p>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </article>
  );
}
