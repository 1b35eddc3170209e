import { useEffect, useState } from 'preact/hooks';
import type { ExchangeLine } from '../../../../feed/reader.js';
import { useNow } from '../../../components/signal.js';
import type { App } from '../../model/app.js';

const NONE: ReadonlySet<number> = new Set();
/** Between two questions, in milliseconds: one types on, and exchanges come. */
const A_WHILE = 400;
const A_PAGE = 1000;

/**
 * The ids of the exchanges in which the server finds a text, also in header fields and bodies. It is asked again for
 * those that came since.
 */
export function useServerSearch({ client, exchanges }: App, text: string): ReadonlySet<number> {
  const version = useNow(exchanges.version);
  const [state, setState] = useState({ text: '', through: 0, found: NONE });
  useEffect(() => {
    const newest = exchanges.lines.at(-1)?.id ?? 0;
    const isSame = state.text === text;
    if (text === '' || (isSame && state.through >= newest)) return undefined;
    const after = isSame ? state.through : 0;
    let isWanted = true;
    const ask = async (): Promise<void> => {
      const found = new Set(isSame ? state.found : []);
      const query = new URLSearchParams({ text: text.slice(0, 200), limit: String(A_PAGE) });
      let next = after;
      for (;;) {
        query.set('after', String(next));
        const page = await client.get<{ exchanges: ExchangeLine[]; last: number }>(`exchanges?${query}`);
        for (const { id } of page.exchanges) found.add(id);
        next = page.exchanges.length < A_PAGE ? page.last : (page.exchanges.at(-1)?.id ?? page.last);
        if (page.exchanges.length < A_PAGE || !isWanted) break;
      }
      if (isWanted) setState({ text, through: next, found });
    };
    // Without an answer the list shows what it finds by itself.
    const timer = setTimeout(() => ask().catch(() => undefined), A_WHILE);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [client, exchanges, text, version, state]);
  return state.text === text ? state.found : NONE;
}
