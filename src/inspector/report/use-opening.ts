import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';

/** Which of list and pane a narrow screen shows, and where the focus goes. */
export interface Opening {
  readonly isOpened: boolean;
  readonly list: RefObject<HTMLDivElement | null>;
  readonly pane: RefObject<HTMLDivElement | null>;
  /** To the pane. */
  open(): void;
  /** To the list. */
  back(): void;
  /** To the list, where the focus stays. */
  close(): void;
}

/** The opening of a list that is beside a pane. */
export function useOpening(): Opening {
  const [isOpened, setOpened] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  return {
    isOpened,
    list,
    pane,
    open() {
      setOpened(true);
      // After it was drawn.
      queueMicrotask(() => pane.current?.focus({ preventScroll: true }));
    },
    back() {
      setOpened(false);
      queueMicrotask(() => list.current?.focus());
    },
    close: () => setOpened(false),
  };
}
