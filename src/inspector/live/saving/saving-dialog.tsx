import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Saved } from '../../../feed/tools.js';
import { Dialog } from '../../components/dialog.js';
import { DiffView } from '../../components/diff.js';
import type { App } from '../model/app.js';

/** What is to be saved: the server shows it as a change of files, and writes it only when it is told to. */
export interface SavingDialogProps {
  readonly app: App;
  readonly title: string;
  /** What it does, in a sentence. */
  readonly what: string;
  /** The page of the server that saves: `exchanges/7/example`. */
  readonly path: string;
  /** What it is asked, without `write`. */
  readonly asked: Readonly<Record<string, string>>;
  /** Why the server cannot be asked yet. */
  readonly lacks?: string | undefined;
  /** Fields. */
  readonly children?: ComponentChildren;
  readonly onClose: () => void;
}

/** Between the last key and the question, in milliseconds. */
const A_WHILE = 250;

/** Shows a change of files first, and writes it then. */
export function SavingDialog({ app, title, what, path, asked, lacks, children, onClose }: SavingDialogProps) {
  const { client, server } = app;
  const [saved, setSaved] = useState<Saved | undefined>(undefined);
  const [problem, setProblem] = useState('');
  const key = JSON.stringify(asked);
  const ask = (write: boolean): Promise<void> =>
    client.change<Saved>('POST', path, { ...asked, write }).then(
      (answer) => {
        setSaved(answer);
        setProblem('');
      },
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    );
  useEffect(() => {
    if (lacks !== undefined) return undefined;
    const timer = setTimeout(() => void ask(false), saved ? A_WHILE : 0);
    return () => clearTimeout(timer);
    // The key stands for what is asked.
  }, [key, lacks]);
  const isWritten = saved?.written === true;
  const canWrite =
    server.allowWrite === true && lacks === undefined && saved !== undefined && problem === '' && !isWritten;
  const copy = (): Promise<unknown> =>
    app.attempt(
      () => navigator.clipboard.writeText(saved?.files.map(({ diff }) => diff).join('') ?? ''),
      'Copied: the change',
    );
  return (
    <Dialog label={title} onClose={onClose}>
      <p class="help">{what}</p>
      {children !== undefined && !isWritten && (
        <form class="form" onSubmit={(event) => event.preventDefault()}>
          {children}
        </form>
      )}
      {lacks !== undefined && <p class="label">{lacks}</p>}
      {problem !== '' && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {saved && problem === '' && lacks === undefined && <Files saved={saved} />}
      <p class="said" role="status">
        {isWritten && saved.next}
      </p>
      {server.allowWrite !== true && (
        <p class="label">
          This server writes no files. Start it with <code>--allow-write</code>, or save the change by hand.
        </p>
      )}
      <div class="actions">
        {!isWritten && (
          <button type="button" class="primary" disabled={!canWrite} onClick={() => void ask(true)}>
            Write
          </button>
        )}
        <button type="button" disabled={!saved} onClick={copy}>
          Copy the change
        </button>
        <button type="button" onClick={onClose}>
          {isWritten ? 'Done' : 'Cancel'}
        </button>
      </div>
    </Dialog>
  );
}

function Files({ saved: { files, written } }: { readonly saved: Saved }) {
  return (
    <>
      {files.map(({ file, diff }) => (
        <section key={file}>
          <h3>
            <code>{file}</code>
          </h3>
          {diff === '' ? (
            <p class="label">{written ? 'Written' : 'Nothing changes: it is there already.'}</p>
          ) : (
            <DiffView diff={diff} />
          )}
        </section>
      ))}
    </>
  );
}
