import { useEffect, useState } from 'preact/hooks';
import type { ExchangeDetail } from '../../../../../feed/reader.js';
import { COPY_FORMATS } from '../../../../components/copy/index.js';
import { Empty } from '../../../../components/facts.js';
import { Menu } from '../../../../components/menu.js';
import { VERDICT_COLORS, VERDICT_WORDS } from '../../../../components/verdicts.js';
import type { App } from '../../../model/app.js';
import { fragmentOf } from '../../../model/route.js';
import { ACTIONS } from '../actions/index.js';
import { clock, milliseconds } from '../row.js';
import { Decisions } from './decisions.js';
import { MessageView } from './message.js';
import { Violations } from './violations.js';

/** Which exchange is open. */
export interface ExchangeDetailPaneProps {
  readonly app: App;
  readonly id: number;
  readonly onClose: () => void;
}

/** An exchange in full, as soon as the server gave it. */
export function ExchangeDetailPane({ app, id, onClose }: ExchangeDetailPaneProps) {
  const { exchanges, client } = app;
  const [exchange, setExchange] = useState(exchanges.keptDetail(id));
  const [problem, setProblem] = useState('');
  useEffect(() => {
    if (exchange) return;
    client.get<ExchangeDetail>(`exchanges/${id}`).then(
      (detail) => {
        exchanges.keepDetail(detail);
        setExchange(detail);
      },
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    );
  }, [client, exchanges, exchange, id]);
  if (problem !== '') return <Empty>{problem}</Empty>;
  if (!exchange) return <Empty>…</Empty>;
  return (
    <article class={`detail ${VERDICT_COLORS[exchange.verdict]}`}>
      <Head app={app} exchange={exchange} onClose={onClose} />
      <Actions app={app} exchange={exchange} />
      <Violations exchange={exchange} />
      <Decisions exchange={exchange} />
      <div class="sides">
        <MessageView exchange={exchange} side="request" />
        <MessageView exchange={exchange} side="response" />
      </div>
    </article>
  );
}

interface HeadProps {
  readonly app: App;
  readonly exchange: ExchangeDetail;
  readonly onClose: () => void;
}

function Head({ app, exchange, onClose }: HeadProps) {
  const { id, verdict, startedDateTime, time, answeredBy, method, target, status, sentStatus, operation, at } =
    exchange;
  return (
    <header>
      <p class="kind">
        <b class="mark">{VERDICT_WORDS[verdict]}</b>
        <code>{`#${id}`}</code>
        <span>{clock(startedDateTime)}</span>
        {time > 0 && <span>{`${milliseconds(time)} ms`}</span>}
        <span>{at ?? `answered by the ${answeredBy}`}</span>
        <button type="button" class="close" aria-label="Close" title="Close (Esc)" onClick={onClose}>
          ×
        </button>
      </p>
      <h2>
        <code>
          {method} {target}
        </code>
        {` → ${status === 0 ? 'the connection was reset' : status}`}
        {sentStatus !== undefined && `, sent as ${sentStatus}`}
      </h2>
      {app.server.features.includes('operations') && isDocumented(exchange) && (
        <p class="label">
          {'operation '}
          <a href={fragmentOf({ page: 'operations', parts: [operation] })}>
            <code>{operation}</code>
          </a>
        </p>
      )}
    </header>
  );
}

/** Whether the document has its operation. */
function isDocumented({ verdict, violations }: ExchangeDetail): boolean {
  return (
    verdict !== 'out-of-scope' && !violations.some(({ keyword }) => /^undocumented-(?:path|method)$/.test(keyword))
  );
}

function Actions({ app, exchange }: { readonly app: App; readonly exchange: ExchangeDetail }) {
  const { server } = app;
  const copy = (text: string, title: string): Promise<unknown> =>
    app.attempt(() => navigator.clipboard.writeText(text), `Copied: ${title}`);
  return (
    <div class="actions">
      <Menu title="Copy as">
        {(close) =>
          [
            ...COPY_FORMATS.map(({ title, write }) => ({ title, text: () => write(exchange, location.origin) })),
            { title: 'Link', text: () => location.href },
          ].map(({ title, text }) => (
            <button
              key={title}
              type="button"
              onClick={() => {
                copy(text(), title);
                close();
              }}
            >
              {title}
            </button>
          ))
        }
      </Menu>
      {ACTIONS.filter(({ needs }) => server.features.includes(needs)).map(({ name, Action }) => (
        <Action key={name} app={app} exchange={exchange} />
      ))}
    </div>
  );
}
