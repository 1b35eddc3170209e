import { useState } from 'preact/hooks';
import { SavingDialog } from '../../../saving/saving-dialog.js';
import type { ActionProps } from './action.js';

/** Adds the faults of the exchange to the baseline of checks. */
export function AcceptFaults({ app, exchange: { id, violations } }: ActionProps) {
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [expires, setExpires] = useState('');
  if (violations.length === 0) return null;
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Add to baseline
      </button>
      {isOpen && (
        <SavingDialog
          app={app}
          title="Add to baseline"
          what="A check with this baseline lets these faults pass, here and wherever else they are; all others still fail."
          path={`exchanges/${id}/baseline`}
          asked={{ reason: reason.trim(), ...(expires === '' ? {} : { expires }) }}
          lacks={reason.trim() === '' ? 'Write why they may stay, and the change is shown here.' : undefined}
          onClose={() => setOpen(false)}
        >
          <label>
            Why they may stay
            <input
              required
              maxlength={1000}
              value={reason}
              onInput={({ currentTarget }) => setReason(currentTarget.value)}
            />
          </label>
          <label>
            The last day on which they may (optional)
            <input type="date" value={expires} onInput={({ currentTarget }) => setExpires(currentTarget.value)} />
          </label>
        </SavingDialog>
      )}
    </>
  );
}
