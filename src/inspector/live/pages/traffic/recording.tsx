import { useNow } from '../../../components/signal.js';
import { count } from '../../../components/text.js';
import type { App } from '../../model/app.js';
import { usePage } from '../../model/use-page.js';

/** What `/_docproof/recording` says. */
interface Recording {
  readonly on: boolean;
  readonly file?: string;
  readonly recorded?: number;
  readonly missing?: number;
  readonly outage?: string;
}

/** Whether the proxy records, and the button that changes it. */
export function RecordingSection({ app }: { readonly app: App }) {
  const { client, exchanges } = app;
  const { value, problem, again } = usePage<Recording>(app, 'recording', useNow(exchanges.version));
  const set = async (on: boolean): Promise<void> => {
    await app.attempt(() => client.change('PUT', 'recording', { on }), on ? 'Recording' : 'The recording pauses');
    again();
  };
  if (problem !== '') return null;
  const { on = false, file, recorded = 0, missing = 0, outage } = value ?? {};
  return (
    <section>
      <h3>Recording</h3>
      <div class="actions">
        <button type="button" aria-pressed={on} disabled={!value} onClick={() => void set(!on)}>
          {on ? 'Pause the recording' : file === undefined ? 'Record' : 'Go on recording'}
        </button>
        <span class="label" role="status">
          {file === undefined ? 'Nothing is recorded.' : `${count(recorded, 'exchange')} in `}
          {file !== undefined && <code>{file}</code>}
          {missing > 0 &&
            `; ${count(missing, 'exchange')} could not be written${outage === undefined ? '' : `: ${outage}`}`}
        </span>
      </div>
    </section>
  );
}
