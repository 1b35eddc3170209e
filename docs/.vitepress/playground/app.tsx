/** The playground: a document, a form that sends requests to its mock, and a field for recorded traffic. */
import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Client, createClient } from './client.js';
import { Failure, Outcome } from './outcome.js';
import type { Answered, FormRequest, Judged, Loaded, Problem, Questions } from './protocol.js';
import { CAPTURE, DOCUMENT } from './sample.js';

/** Shows the playground in an element. @param source the text of its worker */
export function mount(element: Element, source: string): () => void {
  render(<Playground client={createClient(source)} />, element);
  return () => render(null, element);
}

const NOTHING: FormRequest = { method: 'GET', url: '/', headers: '', body: '' };

/** What was asked last: it runs, it has an answer, or it has failed. */
interface Asked<Answer> {
  readonly isBusy: boolean;
  readonly answer?: Answer;
  readonly problem?: Problem;
}

/** Asks the client, and forgets answers that were overtaken. */
function useQuestion<Kind extends keyof Questions>(
  client: Client,
  kind: Kind,
): [
  Asked<Questions[Kind]['answer']>,
  (ask: Questions[Kind]['ask']) => Promise<Questions[Kind]['answer'] | undefined>,
  () => void,
] {
  const [state, setState] = useState<Asked<Questions[Kind]['answer']>>({ isBusy: false });
  const newest = useRef(0);
  const put = async (ask: Questions[Kind]['ask']): Promise<Questions[Kind]['answer'] | undefined> => {
    newest.current += 1;
    const own = newest.current;
    setState({ isBusy: true });
    try {
      const answer = await client.ask(kind, ask);
      if (own !== newest.current) return undefined;
      setState({ isBusy: false, answer });
      return answer;
    } catch (problem) {
      if (own === newest.current) setState({ isBusy: false, problem: problem as Problem });
      return undefined;
    }
  };
  const clear = (): void => {
    newest.current += 1;
    setState({ isBusy: false });
  };
  return [state, put, clear];
}

function Playground({ client }: { readonly client: Client }) {
  const [text, setText] = useState(DOCUMENT);
  const [loaded, load] = useQuestion(client, 'load');
  const [sent, send, forget] = useQuestion(client, 'send');
  const [judged, judge, dismiss] = useQuestion(client, 'judge');
  const [form, setForm] = useState(NOTHING);
  const [capture, setCapture] = useState(CAPTURE);

  useEffect(() => {
    const timer = setTimeout(async () => {
      forget();
      dismiss();
      const answer = await load(text);
      setForm(
        answer?.operations.find(({ request }) => request.body !== '')?.request ??
          answer?.operations[0]?.request ??
          NOTHING,
      );
    }, 300);
    return () => clearTimeout(timer);
  }, [text]);

  return (
    <div class="playground">
      <section aria-labelledby="playground-document">
        <h2 id="playground-document">1. The document</h2>
        <Area
          label="OpenAPI 3.0, 3.1 or 3.2, or a Postman collection, in YAML or JSON"
          value={text}
          onInput={setText}
          rows={16}
        />
        <Status loaded={loaded} />
      </section>
      <section aria-labelledby="playground-mock">
        <h2 id="playground-mock">2. Ask its mock</h2>
        <RequestForm
          loaded={loaded.answer}
          form={form}
          isBusy={sent.isBusy}
          onForm={setForm}
          onSend={() => send(form)}
        />
        <div aria-live="polite">
          {sent.problem ? <Failure problem={sent.problem} /> : null}
          {sent.answer ? <Answer answered={sent.answer} /> : null}
        </div>
      </section>
      <section aria-labelledby="playground-judge">
        <h2 id="playground-judge">3. Judge recorded traffic</h2>
        <Area
          label="A HAR, lines of NDJSON, HTTP messages, or one exchange as JSON"
          value={capture}
          onInput={setCapture}
          rows={8}
        />
        <button type="button" disabled={!loaded.answer || judged.isBusy} onClick={() => judge(capture)}>
          {judged.isBusy ? 'Judging …' : 'Judge'}
        </button>
        <div aria-live="polite">
          {judged.problem ? <Failure problem={judged.problem} /> : null}
          {judged.answer ? <Verdicts judged={judged.answer} /> : null}
        </div>
      </section>
    </div>
  );
}

function Area(props: {
  readonly label: string;
  readonly value: string;
  readonly rows: number;
  readonly onInput: (value: string) => void;
}) {
  return (
    <label>
      <span>{props.label}</span>
      <textarea
        rows={props.rows}
        value={props.value}
        spellcheck={false}
        autocomplete="off"
        onInput={({ currentTarget }) => props.onInput(currentTarget.value)}
      />
    </label>
  );
}

function Status({ loaded }: { readonly loaded: Asked<Loaded> }) {
  const { answer, problem, isBusy } = loaded;
  return (
    <div role="status">
      {isBusy ? <p>Reading …</p> : null}
      {problem ? <Failure problem={problem} /> : null}
      {answer ? (
        <>
          <p>
            <strong>{answer.title}</strong>: {answer.operations.length}{' '}
            {answer.operations.length === 1 ? 'operation' : 'operations'}
          </p>
          {answer.warnings.length > 0 ? (
            <ul>
              {answer.warnings.slice(0, 10).map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          ) : null}
        </>
      ) : null}
    </div>
  );
}

function RequestForm(props: {
  readonly loaded: Loaded | undefined;
  readonly form: FormRequest;
  readonly isBusy: boolean;
  readonly onForm: (form: FormRequest) => void;
  readonly onSend: () => void;
}) {
  const { loaded, form, onForm } = props;
  const chosen =
    loaded?.operations.findIndex(({ request }) => request.method === form.method && request.url === form.url) ?? -1;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        props.onSend();
      }}
    >
      <label>
        <span>Operation</span>
        <select
          disabled={!loaded}
          value={String(chosen)}
          onChange={({ currentTarget }) => {
            const operation = loaded?.operations[Number(currentTarget.value)];
            if (operation) onForm(operation.request);
          }}
        >
          {chosen < 0 ? <option value="-1">a request of your own</option> : null}
          {loaded?.operations.map(({ id }, at) => (
            <option key={id} value={String(at)}>
              {id}
            </option>
          ))}
        </select>
      </label>
      <div class="line">
        <label class="method">
          <span>Method</span>
          <input
            value={form.method}
            onInput={({ currentTarget }) => onForm({ ...form, method: currentTarget.value })}
          />
        </label>
        <label class="url">
          <span>URL</span>
          <input value={form.url} onInput={({ currentTarget }) => onForm({ ...form, url: currentTarget.value })} />
        </label>
      </div>
      <Area
        label="Header fields, one a line"
        value={form.headers}
        rows={3}
        onInput={(headers) => onForm({ ...form, headers })}
      />
      <Area label="Body" value={form.body} rows={5} onInput={(body) => onForm({ ...form, body })} />
      <button type="submit" disabled={!loaded || props.isBusy}>
        {props.isBusy ? 'Sending …' : 'Send'}
      </button>
    </form>
  );
}

function Answer({ answered }: { readonly answered: Answered }) {
  const { status, headers, body, outcome } = answered;
  return (
    <>
      <h3>
        Answer <code>{status}</code>
      </h3>
      <pre>{`${headers}\n\n${body}`}</pre>
      <Outcome outcome={outcome} />
    </>
  );
}

function Verdicts({ judged }: { readonly judged: Judged }) {
  const { outcomes, unread, isCut } = judged;
  const failed = outcomes.filter(({ verdict }) => verdict === 'fail').length;
  return (
    <>
      <h3>
        {outcomes.length} {outcomes.length === 1 ? 'exchange' : 'exchanges'}, {failed}{' '}
        {failed === 1 ? 'breaks' : 'break'} the contract
      </h3>
      {isCut ? <p>There are more: the command line judges all of them.</p> : null}
      {unread.map((line) => (
        <p key={line}>Could not be read: {line}</p>
      ))}
      <ol>
        {outcomes.map((outcome) => (
          <li key={outcome.exchange}>
            <code>{outcome.target}</code>
            <Outcome outcome={outcome} />
          </li>
        ))}
      </ol>
    </>
  );
}
