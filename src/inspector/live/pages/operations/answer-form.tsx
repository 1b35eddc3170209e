import { useState } from 'preact/hooks';
import type { OperationFacts } from '../../../../feed/tools.js';
import { Form, SelectField, TextArea, TextField } from '../../../components/form.js';
import { type SetAnswers, timesWords } from '../../model/answers.js';
import type { App } from '../../model/app.js';
import { membersOf, statusesOf } from '../../model/statuses.js';

/** What the form holds, as it is written. */
const NOTHING = { status: '', example: '', delay: '', fault: '', body: '', times: '1' };

/** Sets what the operation answers: one click for a status, a form for all else. */
export function AnswerForm(props: { readonly app: App; readonly facts: OperationFacts; readonly answers: SetAnswers }) {
  const { app, facts, answers } = props;
  const { id: operation, responses } = facts;
  const [given, setGiven] = useState(NOTHING);
  const statuses = statusesOf(facts).map(([status]) => status);
  const ofStatus = responses.filter(({ status }) => given.status === '' || membersOf(status).includes(given.status));
  const examples = [...new Set(ofStatus.flatMap(({ content }) => content.flatMap((each) => each.examples)))];
  const field = (name: keyof typeof NOTHING) => ({
    value: given[name],
    onValue: (value: string) => setGiven({ ...given, [name]: value }),
  });
  const set = (): unknown =>
    app.attempt(async () => {
      const times = given.times === 'always' ? 'always' : Number(given.times);
      await answers.set({ operation, answer: answerOf(given), times });
    });
  return (
    <section>
      <h3>Its next answer</h3>
      <p class="label">
        A status is for one request; several are a sequence, in the order of the clicks. The form sets more.
      </p>
      <div class="actions">
        {statuses.map((status) => (
          <button
            key={status}
            type="button"
            title={`Answer the next request with ${status}`}
            onClick={() => void answers.set({ operation, answer: { status: Number(status) }, times: 1 })}
          >
            {status}
          </button>
        ))}
      </div>
      <details>
        <summary>Form: example, delay, fault, body, how often</summary>
        <Form class="fields" onSend={set}>
          <SelectField label="Status" {...field('status')} options={choices('as usual', statuses)} />
          <SelectField label="Example" {...field('example')} options={choices('the first', examples)} />
          <SelectField label="Fault" {...field('fault')} options={choices('none', ['reset', 'slow', 'error'])} />
          <TextField label="Delay, in milliseconds" {...field('delay')} hint="300, or 200..800" />
          <SelectField
            label="How often"
            {...field('times')}
            options={OFTEN.map((times) => [String(times), timesWords(times)])}
          />
          <TextArea label="Body, as JSON" {...field('body')} hint="as documented" />
          <div class="actions">
            <button type="submit" class="primary">
              Set
            </button>
          </div>
        </Form>
      </details>
    </section>
  );
}

const OFTEN = [1, 2, 3, 5, 10, 'always'] as const;

function choices(empty: string, options: readonly string[]): (readonly [string, string])[] {
  return [['', empty], ...options.map((option) => [option, option] as const)];
}

/** @throws SyntaxError for a body that is not JSON */
function answerOf({ status, example, delay, fault, body }: typeof NOTHING): Record<string, unknown> {
  const answer = {
    status: status && Number(status),
    example,
    delay: delay.trim(),
    fault,
    body: body.trim() && JSON.parse(body),
  };
  return Object.fromEntries(
    Object.entries(answer).filter(([name, value]) => value !== '' || (name === 'body' && body.trim() !== '')),
  );
}
