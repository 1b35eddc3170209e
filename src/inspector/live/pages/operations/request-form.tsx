import { useState } from 'preact/hooks';
import type { OperationFacts } from '../../../../feed/tools.js';
import { Form, SelectField, TextArea, TextField } from '../../../components/form.js';
import type { App } from '../../model/app.js';

/** A request, filled as the document has it; sent, its exchange is opened. */
export function RequestForm({ app, facts }: { readonly app: App; readonly facts: OperationFacts }) {
  const { request, requestBody, method, servedPath } = facts;
  const [target, setTarget] = useState(request?.target ?? servedPath);
  const [headers, setHeaders] = useState(linesOf(request?.headers ?? {}));
  const [body, setBody] = useState(onLines(request?.body ?? ''));
  const [chosen, setChosen] = useState('0');
  const [isSending, setSending] = useState(false);
  const examples = requestBody?.content.flatMap((each) => each.examples) ?? [];
  const choose = (position: string): void => {
    setChosen(position);
    const value = examples[Number(position)]?.value;
    if (value !== undefined) setBody(JSON.stringify(value, undefined, 2));
  };
  const send = async (): Promise<void> => {
    setSending(true);
    const sent = { method, target, headers: fieldsOf(headers), ...(body === '' ? {} : { body }) };
    const answer = await app.attempt(() => app.client.change<{ id?: number }>('POST', 'send', sent));
    setSending(false);
    if (answer?.id !== undefined) app.router.go({ page: 'exchanges', parts: [String(answer.id)] });
  };
  return (
    <section>
      <h3>Send a request</h3>
      <Form onSend={() => void send()}>
        <TextField label={`${method}: path and query`} value={target} onValue={setTarget} />
        <TextArea class="few" label="Header fields, one on each line" value={headers} onValue={setHeaders} />
        {examples.length > 1 && (
          <SelectField
            label="Documented bodies"
            value={chosen}
            onValue={choose}
            options={examples.map(({ name }, at) => [String(at), name])}
          />
        )}
        {(requestBody || body !== '') && <TextArea label="Body" value={body} onValue={setBody} />}
        <div class="actions">
          <button type="submit" class="primary" disabled={isSending}>
            {isSending ? 'Sending …' : 'Send'}
          </button>
        </div>
      </Form>
    </section>
  );
}

/** JSON on lines, where that loses nothing; any other text as it is. */
function onLines(text: string): string {
  try {
    const value = JSON.parse(text);
    return JSON.stringify(value) === text ? JSON.stringify(value, undefined, 2) : text;
  } catch {
    return text;
  }
}

function linesOf(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

function fieldsOf(lines: string): Record<string, string> {
  const fields = [...lines.matchAll(/^\s*([^:\s]+)\s*:[ \t]*(.*?)\s*$/gm)];
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]));
}
