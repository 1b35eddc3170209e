import { element } from './dom.js';
import { createList } from './list.js';

const ROW_HEIGHT = 74;

/** A list beside a pane with the item that is open; on a narrow screen one of them at a time. */
export interface Split {
  readonly root: HTMLElement;
  /**
   * Lists these items and marks one of them, the first where it is not listed.
   * @param isNew whether others were listed before
   * @returns the item that is marked; undefined where none is listed
   */
  list(items: readonly number[], marked: number | undefined, isNew: boolean): number | undefined;
  /** Puts the marked item into the pane. */
  fill(content: HTMLElement): void;
  /** Leaves the open item on a narrow screen. */
  close(): void;
  /** From the open item to the list. */
  back(): void;
}

/** How a split is made, and what it reports. */
export interface SplitOptions {
  /** `Violations`. */
  readonly label: string;
  /** `violation`. */
  readonly noun: string;
  readonly above: HTMLElement;
  readonly below?: HTMLElement;
  readonly render: (item: number) => HTMLElement;
  readonly onSelect: (item: number) => void;
}

/** A split that lists nothing yet. */
export function createSplit({ label, noun, above, below, render, onSelect }: SplitOptions): Split {
  let listed: readonly number[] = [];
  const list = createList({
    rowHeight: ROW_HEIGHT,
    label,
    render,
    onSelect(position, isOpened) {
      const item = listed[position];
      if (item === undefined) return;
      onSelect(item);
      if (!isOpened) return;
      root.classList.add('opened');
      if (pane.offsetWidth > list.root.offsetWidth || list.root.offsetWidth === 0) pane.focus({ preventScroll: true });
    },
  });
  const pane = element('div', { class: 'pane', tabindex: -1, role: 'region', 'aria-label': `The selected ${noun}` });
  const backward = element(
    'button',
    { type: 'button', class: 'back', onclick: () => back() },
    `← All ${label.toLowerCase()}`,
  );
  const root = element(
    'div',
    { class: 'violations' },
    above,
    element('div', { class: 'split' }, element('div', { class: 'side' }, list.root, below), pane),
  );
  const close = (): void => root.classList.remove('opened');
  const back = (): void => {
    close();
    list.focus();
  };
  return {
    root,
    list(items, marked, isNew) {
      listed = items;
      const position = Math.max(0, marked === undefined ? 0 : items.indexOf(marked));
      if (isNew) list.show(items, items.length === 0 ? -1 : position);
      else list.select(position);
      return items[position];
    },
    fill(content) {
      pane.replaceChildren(backward, content);
      pane.scrollTop = 0;
    },
    close,
    back,
  };
}
