import { useState } from 'preact/hooks';
import type { DriftFound } from '../../../../feed/tools.js';
import { TextView } from '../../../components/json-view.js';
import { count } from '../../../components/text.js';
import type { App } from '../../model/app.js';
import { SavingDialog } from '../../saving/saving-dialog.js';

/** The overlay by which the document would accept what was seen: shown when it is asked for. */
export function DriftSection({ app }: { readonly app: App }) {
  const [drift, setDrift] = useState<DriftFound | undefined>(undefined);
  const [isAsking, setAsking] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const ask = async (): Promise<void> => {
    setAsking(true);
    setDrift(await app.attempt(() => app.client.get<DriftFound>('drift')));
    setAsking(false);
  };
  const left = Object.entries(drift?.remaining ?? {}).map(([keyword, times]) => `${keyword} × ${times}`);
  return (
    <section>
      <h3>Accept what was seen</h3>
      <p class="help">
        What the traffic has and the document does not becomes an OpenAPI Overlay. What the service refused, and what no
        document could allow, is left out.
      </p>
      <div class="actions">
        <button type="button" disabled={isAsking} onClick={() => void ask()}>
          {isAsking ? 'Looking …' : drift ? 'Look again' : 'Show the overlay'}
        </button>
        {drift && drift.actions > 0 && (
          <button type="button" class="primary" onClick={() => setSaving(true)}>
            Save the overlay
          </button>
        )}
        <span class="label" role="status">
          {drift &&
            (drift.actions === 0
              ? 'There is nothing to accept.'
              : `${count(drift.actions, 'action')}; ${left.length === 0 ? 'with them the document accepts all that was seen' : `they leave ${left.join(', ')}`}`)}
        </span>
      </div>
      {drift && drift.actions > 0 && <TextView text={drift.text} />}
      {isSaving && (
        <SavingDialog
          app={app}
          title="Save the overlay"
          what="The overlay goes beside the document, which is left alone."
          path="drift"
          asked={{}}
          onClose={() => setSaving(false)}
        />
      )}
    </section>
  );
}
