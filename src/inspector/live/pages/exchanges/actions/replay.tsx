import { useState } from 'preact/hooks';
import type { ActionProps } from './action.js';

/** Sends the request again, and opens the new exchange. */
export function Replay({ app, exchange: { id } }: ActionProps) {
  const { client, router } = app;
  const [isSending, setSending] = useState(false);
  const replay = async (): Promise<void> => {
    setSending(true);
    const answer = await app.attempt(() => client.change<{ id?: number }>('POST', `exchanges/${id}/replay`));
    setSending(false);
    if (answer?.id === undefined) return;
    app.toasts.done(`Sent again, as #${answer.id}`);
    router.go({ page: 'exchanges', parts: [String(answer.id)], query: router.route.now.query });
  };
  return (
    <button type="button" disabled={isSending} title="Send this request again" onClick={() => void replay()}>
      {isSending ? 'Sending …' : 'Replay'}
    </button>
  );
}
