import type { ExchangeDetail } from '../../../../../feed/reader.js';
import type { Decision } from '../../../../../feed/tools.js';

/** Why this answer was chosen, in the order in which it was decided. */
export function Decisions({
  exchange,
}: {
  readonly exchange: ExchangeDetail & { readonly decisions?: readonly Decision[] };
}) {
  const { decisions = [] } = exchange;
  if (decisions.length === 0) return null;
  return (
    <section>
      <h3>Why this answer</h3>
      <ol class="decisions">
        {decisions.map(({ step, text, pointer }, at) => (
          <li key={at}>
            <span class="step">{step}</span> {text}
            {pointer !== undefined && (
              <>
                {' '}
                <code>{pointer}</code>
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
