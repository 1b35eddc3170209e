import { type Signal, signal } from '../../components/signal.js';

/** Where one is in the inspector, as the fragment of its address says it: `#/exchanges/17?verdict=fail`. */
export interface Route {
  /** The name of a page; empty for the first. */
  readonly page: string;
  /** What is open on it: `['17']`. */
  readonly parts: readonly string[];
  /** Filters. */
  readonly query: Readonly<Record<string, string>>;
}

/** Reads the fragment of an address. What it cannot decode stays as it is. */
export function routeOf(fragment: string): Route {
  const [path = '', query = ''] = split(fragment.replace(/^#?\/?/, ''), '?');
  const [page = '', ...parts] = path.split('/').map(decoded);
  return { page, parts: parts.filter((part) => part !== ''), query: Object.fromEntries(new URLSearchParams(query)) };
}

/** The fragment of a route. Filters that are empty are left out. */
export function fragmentOf({ page, parts = [], query = {} }: Partial<Route>): string {
  const filters = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  const path = [page ?? '', ...parts].map(encodeURIComponent).join('/');
  return `#/${path}${filters === '' ? '' : `?${filters}`}`;
}

/** The route of the page, kept in its address. */
export interface Router {
  readonly route: Signal<Route>;
  /** Goes somewhere else: Back leads here again. */
  go(route: Partial<Route>): void;
  /** Changes the address in place: for what changes with each key that is pressed. */
  replace(route: Partial<Route>): void;
}

/** The router of a window. */
export function createRouter(window: Window): Router {
  const route = signal(routeOf(window.location.hash));
  const take = (): void => {
    route.set(routeOf(window.location.hash));
  };
  window.addEventListener('hashchange', take);
  window.addEventListener('popstate', take);
  return {
    route,
    go(next) {
      window.history.pushState(null, '', fragmentOf(next));
      take();
    },
    replace(next) {
      window.history.replaceState(null, '', fragmentOf(next));
      take();
    },
  };
}

function split(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
