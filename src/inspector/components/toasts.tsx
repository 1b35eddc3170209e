import { type Signal, signal, useNow } from './signal.js';

/** What is said for a while, at the bottom of the page. */
export interface Toast {
  readonly kind: 'done' | 'failed';
  readonly text: string;
}

/** Says what was done, and what failed. */
export interface Toasts {
  readonly shown: Signal<readonly Toast[]>;
  done(text: string): void;
  /** @param error of which the message is shown */
  failed(error: unknown): void;
  remove(toast: Toast): void;
}

/** In milliseconds. What failed stays until it is closed. */
const A_WHILE = 4000;
const MOST = 4;

export function createToasts(): Toasts {
  const shown = signal<readonly Toast[]>([]);
  const remove = (toast: Toast): void => {
    shown.set(shown.now.filter((each) => each !== toast));
  };
  const add = (toast: Toast): void => {
    shown.set([...shown.now.slice(1 - MOST), toast]);
    if (toast.kind === 'done') setTimeout(() => remove(toast), A_WHILE);
  };
  return {
    shown,
    remove,
    done: (text) => add({ kind: 'done', text }),
    failed: (error) => add({ kind: 'failed', text: error instanceof Error ? error.message : String(error) }),
  };
}

export function ToastList({ toasts }: { readonly toasts: Toasts }) {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {useNow(toasts.shown).map((toast) => (
        <p class={`toast ${toast.kind}`}>
          {toast.text}
          <button type="button" aria-label="Close" onClick={() => toasts.remove(toast)}>
            ×
          </button>
        </p>
      ))}
    </div>
  );
}
