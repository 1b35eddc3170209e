import type { PageData } from '../../report/html/data.js';

/** The notes on what was not checked; first why the whole check is inconclusive, where it is. */
export function Notes({ data: { notes, verdict } }: { readonly data: PageData }) {
  const isInconclusive = verdict.outcome === 'inconclusive';
  return (
    <div class="notes">
      {isInconclusive && <p class="reason">{verdict.line}</p>}
      {notes.length > 0 ? (
        <ul>
          {notes.map((note, at) => (
            <li key={at}>{note}</li>
          ))}
        </ul>
      ) : (
        !isInconclusive && <p class="empty">All that was captured was checked.</p>
      )}
    </div>
  );
}
