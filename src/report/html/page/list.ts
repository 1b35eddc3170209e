import { element } from './dom.js';

/** Rows beyond the visible ones, on each side. */
const SPARE = 8;

/** A list of which only the visible rows are in the page. */
export interface VirtualList {
  readonly root: HTMLElement;
  /** Shows these rows. @param items what `render` is given @param selected the position of the open one, -1 for none */
  show(items: readonly number[], selected: number): void;
  /** Marks another row, and brings it into view. */
  select(position: number): void;
  focus(): void;
}

/** How a list is made, and what it reports. */
export interface ListOptions {
  /** In CSS pixels; all rows are of one height. */
  readonly rowHeight: number;
  readonly label: string;
  readonly render: (item: number) => HTMLElement;
  /** Somebody moved to a row. `isOpened`: by a click or Enter, not in passing. */
  readonly onSelect: (position: number, isOpened: boolean) => void;
}

/** A listbox (WAI-ARIA 1.2) that is moved through by arrow keys, j and k, Page Up and Down, Home and End. */
export function createList({ rowHeight, label, render, onSelect }: ListOptions): VirtualList {
  let items: readonly number[] = [];
  let selected = -1;
  const rows = element('div', { class: 'rows', role: 'presentation' });
  const root = element('div', { class: 'list', role: 'listbox', tabindex: 0, 'aria-label': label }, rows);

  const draw = (): void => {
    const first = Math.max(0, Math.floor(root.scrollTop / rowHeight) - SPARE);
    const last = Math.min(items.length, Math.ceil((root.scrollTop + root.clientHeight) / rowHeight) + SPARE);
    const shown: HTMLElement[] = [];
    for (let position = first; position < last; position += 1) shown.push(row(position));
    rows.replaceChildren(...shown);
    if (selected >= first && selected < last) root.setAttribute('aria-activedescendant', `row-${selected}`);
    else root.removeAttribute('aria-activedescendant');
  };

  const row = (position: number): HTMLElement => {
    const made = render(items[position] ?? 0);
    made.id = `row-${position}`;
    made.style.top = `${position * rowHeight}px`;
    made.style.height = `${rowHeight}px`;
    made.setAttribute('role', 'option');
    made.setAttribute('aria-selected', String(position === selected));
    made.setAttribute('aria-posinset', String(position + 1));
    made.setAttribute('aria-setsize', String(items.length));
    made.addEventListener('click', () => move(position, true));
    return made;
  };

  const reveal = (): void => {
    if (selected < 0) return;
    const top = selected * rowHeight;
    if (top < root.scrollTop) root.scrollTop = top;
    else if (top + rowHeight > root.scrollTop + root.clientHeight) root.scrollTop = top + rowHeight - root.clientHeight;
  };

  const move = (position: number, isOpened: boolean): void => {
    if (items.length === 0) return;
    onSelect(Math.min(items.length - 1, Math.max(0, position)), isOpened);
  };

  const page = (): number => Math.max(1, Math.floor(root.clientHeight / rowHeight) - 1);
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(selected + 1, false),
    ArrowUp: () => move(selected - 1, false),
    j: () => move(selected + 1, false),
    k: () => move(selected - 1, false),
    PageDown: () => move(selected + page(), false),
    PageUp: () => move(selected - page(), false),
    Home: () => move(0, false),
    End: () => move(items.length - 1, false),
    Enter: () => move(selected, true),
    ' ': () => move(selected, true),
  };
  root.addEventListener('keydown', (event) => {
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  root.addEventListener('scroll', () => requestAnimationFrame(draw), { passive: true });
  new ResizeObserver(draw).observe(root);

  return {
    root,
    show(next, position) {
      items = next;
      selected = position;
      rows.style.height = `${items.length * rowHeight}px`;
      if (position <= 0) root.scrollTop = 0;
      reveal();
      draw();
    },
    select(position) {
      selected = position;
      reveal();
      draw();
    },
    focus: () => root.focus(),
  };
}
