import type { Page, PageContext } from './page.js';

/** Whether the server is well: for the supervisor that started it. */
export function healthPage({ version, contract, recording }: PageContext): Page {
  return {
    path: '/_docproof/health',
    methods: {
      GET(_request, response) {
        const { document, operations } = contract();
        const state = recording?.();
        response.json({
          // Requests are answered all the same: a supervisor must not restart this.
          ...(state?.outage === undefined ? { status: 'ok' } : { status: 'degraded', reason: state.outage }),
          docproof: version,
          document: document.source,
          operations: operations.length,
          ...(state ? { recording: { recorded: state.recorded, missing: state.missing } } : {}),
        });
      },
    },
  };
}
