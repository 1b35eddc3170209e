import type { ComponentChildren, RefObject } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Rows beyond the visible ones, on each side. */
const SPARE = 8;

/** A row as the list draws it. */
export interface Row {
  /** The color of its mark: `error`, `warning`, `passed`, `accepted`. */
  readonly class: string;
  readonly content: ComponentChildren;
}

/** What a list shows, and what it reports. */
export interface ListProps {
  /** `Exchanges`. */
  readonly label: string;
  readonly count: number;
  /** In CSS pixels; all rows are of one height. */
  readonly rowHeight: number;
  /** The position of the open row; -1 for none. */
  readonly selected: number;
  /** What the open row is, wherever it is now: the list moves to it when this changes. @default its position */
  readonly selectedKey?: unknown;
  readonly row: (position: number) => Row;
  /** Somebody moved to a row. `isOpened`: by a click or Enter, not in passing. */
  readonly onSelect: (position: number, isOpened: boolean) => void;
  /** Whether the list stays at its end while rows are added. @default false */
  readonly isFollowing?: boolean;
  /** Somebody scrolled to the end, or away from it. */
  readonly onFollow?: (isFollowing: boolean) => void;
  /** Rows that went at the beginning so far: what is in view stays there. @default 0 */
  readonly gone?: number;
  /** Gets the element that takes the focus. */
  readonly root?: RefObject<HTMLDivElement | null>;
  /** Called with the width of the list, in CSS pixels. */
  readonly onWidth?: (width: number) => void;
  /** Keys that do more than moving. */
  readonly keys?: Readonly<Record<string, () => void>>;
}

/**
 * A listbox (WAI-ARIA 1.2) of which only the visible rows are in the page. It is moved through by arrow keys, j and k,
 * Page Up and Down, Home and End; Enter opens.
 */
export function WindowedList(props: ListProps) {
  const { label, count, rowHeight, selected, row, onSelect, isFollowing = false, onFollow, gone = 0, keys } = props;
  const { selectedKey = selected, onWidth } = props;
  const own = useRef<HTMLDivElement>(null);
  const root = props.root ?? own;
  const [view, setView] = useState({ top: 0, height: 0 });
  const wasGone = useRef(gone);
  const look = useCallback(() => {
    const { current } = root;
    if (!current) return;
    const { scrollTop, clientHeight } = current;
    setView((now) =>
      now.top === scrollTop && now.height === clientHeight ? now : { top: scrollTop, height: clientHeight },
    );
  }, [root]);

  useEffect(() => {
    const { current } = root;
    if (!current) return undefined;
    const observer = new ResizeObserver(() => {
      onWidth?.(current.clientWidth);
      look();
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [root, look, onWidth]);

  useLayoutEffect(() => {
    const { current } = root;
    if (!current) return;
    if (wasGone.current !== gone && !isFollowing) current.scrollTop -= (gone - wasGone.current) * rowHeight;
    wasGone.current = gone;
    if (isFollowing) current.scrollTop = current.scrollHeight;
    look();
  }, [root, look, count, gone, isFollowing, rowHeight]);

  // Only when another row is selected: one that moves by itself is not followed.
  useLayoutEffect(() => {
    const { current } = root;
    if (!current || selected < 0) return;
    const top = selected * rowHeight;
    if (selected === 0 || top < current.scrollTop) current.scrollTop = top;
    else if (top + rowHeight > current.scrollTop + current.clientHeight)
      current.scrollTop = top + rowHeight - current.clientHeight;
    look();
  }, [selectedKey, rowHeight]);

  const first = Math.max(0, Math.floor(view.top / rowHeight) - SPARE);
  const last = Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + SPARE);
  const move = (position: number, isOpened: boolean): void => {
    if (count > 0) onSelect(Math.min(count - 1, Math.max(0, position)), isOpened);
  };
  const page = Math.max(1, Math.floor(view.height / rowHeight) - 1);
  const actions: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(selected + 1, false),
    ArrowUp: () => move(selected < 0 ? count - 1 : selected - 1, false),
    j: () => move(selected + 1, false),
    k: () => move(selected < 0 ? count - 1 : selected - 1, false),
    PageDown: () => move(selected + page, false),
    PageUp: () => move(selected - page, false),
    Home: () => move(0, false),
    End: () => move(count - 1, false),
    Enter: () => move(selected, true),
    ' ': () => move(selected, true),
    ...keys,
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };
  const onScroll = (): void => {
    requestAnimationFrame(look);
    const { current } = root;
    if (!current || !onFollow) return;
    const isAtEnd = current.scrollTop + current.clientHeight >= current.scrollHeight - rowHeight / 2;
    if (isAtEnd !== isFollowing) onFollow(isAtEnd);
  };
  const isDrawn = selected >= first && selected < last;
  const rows = [];
  for (let position = first; position < last; position += 1) {
    const { class: color, content } = row(position);
    rows.push(
      <div
        key={position}
        id={`row-${position}`}
        class={`row ${color}`}
        style={{ top: `${position * rowHeight}px`, height: `${rowHeight}px` }}
        role="option"
        aria-selected={position === selected}
        aria-posinset={position + 1}
        aria-setsize={count}
        onClick={() => move(position, true)}
      >
        {content}
      </div>,
    );
  }
  return (
    <div
      ref={root}
      class="list"
      role="listbox"
      tabindex={0}
      aria-label={label}
      aria-activedescendant={isDrawn ? `row-${selected}` : undefined}
      onKeyDown={onKeyDown}
      onScroll={onScroll}
    >
      <div class="rows" role="presentation" style={{ height: `${count * rowHeight}px` }}>
        {rows}
      </div>
    </div>
  );
}
