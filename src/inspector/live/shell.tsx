import { useEffect, useState } from 'preact/hooks';
import { printable } from '../../model/printable.js';
import { Empty } from '../components/facts.js';
import { useNow } from '../components/signal.js';
import { Tabs } from '../components/tabs.js';
import { ToastList } from '../components/toasts.js';
import { KeysHelp } from './keys-help.js';
import type { App } from './model/app.js';
import type { Connection } from './model/feed.js';
import { PAGES } from './pages/index.js';

const MODES = { mock: 'Mock', proxy: 'Proxy', result: 'Result of a check' } as const;

/** The frame of all pages: what server this is, the pages, and what is said for a while. */
export function Shell({ app }: { readonly app: App }) {
  const { server, router, toasts } = app;
  const pages = PAGES.filter(({ needs }) => server.features.includes(needs));
  const { page } = useNow(router.route);
  const shown = pages.find(({ name }) => name === page) ?? pages[0];
  const connection = useNow(app.connection);
  const [isHelp, setHelp] = useState(false);
  useKeys(() => setHelp((now) => !now));
  const { source, title, version = '' } = server.document;
  useEffect(() => {
    document.title = printable(`${shown?.title ?? MODES[server.mode]} · ${title === '' ? source : title} · Docproof`);
  }, [shown, server]);
  return (
    <>
      <header class="top">
        <div class="server">
          <h1>
            <span class="logo">Docproof</span> {MODES[server.mode]}
          </h1>
          <p class="label" title={printable(title === '' ? source : `${title} ${version} (${source})`)}>
            <span class="title">{title === '' ? <code>{source}</code> : `${title} ${version}`}</span>
            {server.mode !== 'result' && <ConnectionMark connection={connection} />}
          </p>
        </div>
        <Tabs
          label="Pages"
          tabs={pages}
          selected={shown?.name ?? ''}
          onSelect={(name) => router.go({ page: name, parts: [], query: {} })}
        />
        <button type="button" class="plain" aria-keyshortcuts="?" onClick={() => setHelp(true)}>
          Keys
        </button>
      </header>
      <main id="page">
        <h2 class="visually-hidden">{shown?.title ?? 'Nothing here'}</h2>
        {shown ? <shown.Page key={shown.name} app={app} /> : <Empty>This server has no page to show.</Empty>}
      </main>
      {isHelp && <KeysHelp onClose={() => setHelp(false)} />}
      <ToastList toasts={toasts} />
    </>
  );
}

const CONNECTIONS: Readonly<Record<Connection, string>> = {
  connecting: 'connecting',
  open: 'live',
  lost: 'the connection is lost, and is tried again',
  ended: 'the server has stopped',
  off: '',
};

function ConnectionMark({ connection }: { readonly connection: Connection }) {
  return (
    <span class={`connection ${connection}`} role="status">
      {CONNECTIONS[connection]}
    </span>
  );
}

/** Keys that work wherever one is, except where one writes. */
function useKeys(onHelp: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { target } = event;
      const isWriting =
        target instanceof HTMLInputElement ||
        target instanceof HTMLTextAreaElement ||
        target instanceof HTMLSelectElement;
      if (isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '?') onHelp();
      if (event.key !== '/') return;
      const field = document.querySelector<HTMLInputElement>('main input[type=search]');
      if (!field) return;
      event.preventDefault();
      field.focus();
      field.select();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [onHelp]);
}
