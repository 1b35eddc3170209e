import { useState } from 'preact/hooks';
import { Empty } from '../../../components/facts.js';
import { Choice } from '../../../components/filters.js';
import { Form, TextArea, TextField } from '../../../components/form.js';
import { useNow } from '../../../components/signal.js';
import { count } from '../../../components/text.js';
import type { App } from '../../model/app.js';
import { usePage } from '../../model/use-page.js';

interface State {
  readonly collections: readonly string[];
  readonly items: Readonly<Record<string, unknown>>;
}

/** What the mock remembers: items to read, change and delete, and a file to begin with. */
export function StatePage({ app }: { readonly app: App }) {
  const { value: state, problem, again } = usePage<State>(app, 'state?detail=true', useNow(app.exchanges.version));
  const [open, setOpen] = useState<{ readonly path: string; readonly text: string } | undefined>(undefined);
  const change = async (method: 'PUT' | 'DELETE', path: string, done: string, body?: unknown): Promise<void> => {
    const isDone = await app.attempt(async () => {
      await app.client.change(method, `state${path}`, body);
      return true;
    }, done);
    if (isDone) setOpen(undefined);
    again();
  };
  if (problem !== '') return <Empty>{problem}</Empty>;
  if (!state) return <Empty>…</Empty>;
  const paths = Object.keys(state.items);
  const save = (): void => {
    if (!open) return;
    void app.attempt(async () => change('PUT', open.path, `Saved: ${open.path}`, JSON.parse(open.text)));
  };
  const seed = (file: File | undefined): void => {
    if (file)
      void app.attempt(async () => change('PUT', '', `Seeded from ${file.name}`, JSON.parse(await file.text())));
  };
  const download = `data:application/json,${encodeURIComponent(JSON.stringify(state.items, undefined, 2))}`;
  return (
    <article class="document-page">
      <div class="actions">
        <label class="button">
          Seed from a file
          <input
            type="file"
            accept=".json,application/json"
            class="visually-hidden"
            onChange={({ currentTarget }) => {
              seed(currentTarget.files?.[0]);
              currentTarget.value = '';
            }}
          />
        </label>
        <a class="button" href={download} download="state.json">
          Save to a file
        </a>
        <button type="button" disabled={paths.length === 0} onClick={() => void change('DELETE', '', 'Forgotten')}>
          Forget all
        </button>
        <Choice
          label="Add an item"
          all="Add an item to …"
          value=""
          options={state.collections.map((value) => ({ value }))}
          onChange={(collection) => setOpen({ path: `${collection}/1`, text: '{\n  "id": "1"\n}' })}
        />
      </div>
      {open && (
        <Form onSend={save}>
          <TextField label="Path of the item" value={open.path} onValue={(path) => setOpen({ ...open, path })} />
          <TextArea label="Item, as JSON" value={open.text} onValue={(text) => setOpen({ ...open, text })} />
          <div class="actions">
            <button type="submit" class="primary">
              Save
            </button>
            <button type="button" onClick={() => setOpen(undefined)}>
              Cancel
            </button>
          </div>
        </Form>
      )}
      <p class="label">{`${count(paths.length, 'item')}, with those that were deleted. A collection that nobody changed is as documented.`}</p>
      <table class="items">
        <tbody>
          {paths.slice(0, MOST).map((path) => (
            <tr key={path}>
              <th scope="row">
                <code>{path}</code>
              </th>
              <td>
                {state.items[path] === null ? (
                  <i>deleted</i>
                ) : (
                  <code>{shortened(JSON.stringify(state.items[path]))}</code>
                )}
              </td>
              <td class="amount">
                <button
                  type="button"
                  aria-label={`Edit ${path}`}
                  onClick={() => setOpen({ path, text: JSON.stringify(state.items[path], undefined, 2) })}
                >
                  Edit
                </button>{' '}
                <button
                  type="button"
                  aria-label={`Delete ${path}`}
                  onClick={() => void change('DELETE', path, `Deleted: ${path}`)}
                >
                  Delete
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {paths.length > MOST && <p class="label">{`… and ${paths.length - MOST} more: save them to a file.`}</p>}
    </article>
  );
}

const MOST = 500;

function shortened(text: string): string {
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
