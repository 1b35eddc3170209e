import { useState } from 'preact/hooks';
import type { FaultPlan, OperationDraws } from '../../../../mock/faults/plan.js';
import { Empty } from '../../../components/facts.js';
import { Form, TextArea, TextField } from '../../../components/form.js';
import type { App } from '../../model/app.js';
import { usePage } from '../../model/use-page.js';

interface Plan extends FaultPlan {
  readonly changed: boolean;
  readonly draws: readonly OperationDraws[];
}

/** What goes wrong by plan: its rules, its seed, and what they do to the next calls. */
export function FaultsPage({ app }: { readonly app: App }) {
  const { value: plan, problem, again } = usePage<Plan>(app, 'faults');
  const [edited, setEdited] = useState<{ faults: string; delay: string; seed: string } | undefined>(undefined);
  if (problem !== '') return <Empty>{problem}</Empty>;
  if (!plan) return <Empty>…</Empty>;
  const given = edited ?? { faults: plan.faults.join('\n'), delay: plan.delay ?? '', seed: plan.seed };
  const change = async (method: 'PUT' | 'DELETE', done: string, body?: unknown): Promise<void> => {
    const answer = await app.attempt(() => app.client.change<Plan>(method, 'faults', body), done);
    if (answer) setEdited(undefined);
    again();
  };
  const field = (name: keyof typeof given) => ({
    value: given[name],
    onValue: (value: string) => setEdited({ ...given, [name]: value }),
  });
  const apply = (): Promise<void> => {
    const faults = given.faults.split('\n').filter((line) => line.trim() !== '');
    const delay = given.delay.trim() === '' ? {} : { delay: given.delay.trim() };
    return change('PUT', 'The plan is changed', {
      faults,
      ...delay,
      ...(given.seed === '' ? {} : { seed: given.seed }),
    });
  };
  return (
    <article class="document-page">
      <Form class="fields" onSend={apply}>
        <TextArea label="Faults, one on each line" {...field('faults')} hint="POST /users: 10% 429 Retry-After=3" />
        <TextField label="Delay, in milliseconds" {...field('delay')} hint="300, or 200..800" />
        <TextField label="Seed (the same one, the same faults)" {...field('seed')} hint="a random one" />
        <div class="actions">
          <button type="submit" class="primary" disabled={edited === undefined}>
            Apply
          </button>
          <button type="button" disabled={!plan.changed} onClick={() => void change('DELETE', 'As at the start')}>
            Reset to the start
          </button>
        </div>
      </Form>
      {plan.draws.length > 0 && (
        <section>
          <h3>What happens to the first calls</h3>
          <div class="wide" tabindex={0}>
            <table>
              <tbody>
                {plan.draws.map(({ operation, calls }) => (
                  <tr key={operation}>
                    <th scope="row">
                      <code>{operation}</code>
                    </th>
                    <td>
                      {calls.map(({ fault }, at) => (
                        <span key={at} class={`chip ${fault === undefined ? '' : 'failed'}`}>
                          {fault ?? '✓'}
                        </span>
                      ))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
    </article>
  );
}
