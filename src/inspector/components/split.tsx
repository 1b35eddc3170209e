import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** What is beside what. */
export interface SplitProps {
  /** `Exchanges`. */
  readonly label: string;
  /** `exchange`. */
  readonly noun: string;
  readonly above: ComponentChildren;
  readonly side: ComponentChildren;
  /** The open item. */
  readonly children: ComponentChildren;
  /** What is open: when it changes, the pane begins at its top. */
  readonly itemKey: unknown;
  /** Whether the pane is shown at all on a wide screen. @default true */
  readonly hasPane?: boolean;
  /** Whether the item has the narrow screen for itself. */
  readonly isOpened: boolean;
  readonly onBack: () => void;
  readonly pane?: RefObject<HTMLDivElement | null>;
}

const STEP = 4;

/** A list beside a pane with the item that is open; on a narrow screen one of them at a time. */
export function Split(props: SplitProps) {
  const { label, noun, above, side, children, itemKey, hasPane = true, isOpened, onBack } = props;
  const own = useRef<HTMLDivElement>(null);
  const pane = props.pane ?? own;
  const [share, setShare] = useState(42);
  useEffect(() => {
    const { current } = pane;
    if (!current) return;
    current.scrollTop = 0;
    for (const marked of current.querySelectorAll<HTMLElement>('pre .marked')) {
      const around = marked.closest('pre');
      if (around && around.scrollTop === 0) around.scrollTop = marked.offsetTop - around.clientHeight / 3;
    }
  }, [pane, itemKey]);
  return (
    <div class={`violations ${isOpened ? 'opened' : ''}`}>
      {above}
      <div class={`split ${hasPane ? '' : 'alone'}`}>
        <div class="side" style={hasPane ? { flexBasis: `${share}%` } : {}}>
          {side}
        </div>
        {hasPane && <Separator share={share} onShare={setShare} />}
        {hasPane && (
          <div ref={pane} class="pane" tabindex={-1} role="region" aria-label={`The selected ${noun}`}>
            <button type="button" class="back" onClick={onBack}>
              {`← All ${label.toLowerCase()}`}
            </button>
            {children}
          </div>
        )}
      </div>
    </div>
  );
}

/** A separator that can be moved by the pointer and by arrow keys (WAI-ARIA 1.2, `separator`). */
function Separator({ share, onShare }: { readonly share: number; readonly onShare: (share: number) => void }) {
  const bounded = (wish: number): void => onShare(Math.min(75, Math.max(20, wish)));
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? STEP : event.key === 'ArrowLeft' ? -STEP : 0;
    if (step !== 0) bounded(share + step);
  };
  const onPointerDown = (event: PointerEvent): void => {
    const { currentTarget, pointerId } = event;
    if (currentTarget instanceof HTMLElement) currentTarget.setPointerCapture(pointerId);
  };
  const onPointerMove = ({ currentTarget, pointerId, clientX }: PointerEvent): void => {
    if (!(currentTarget instanceof HTMLElement) || !currentTarget.hasPointerCapture(pointerId)) return;
    const around = currentTarget.parentElement?.getBoundingClientRect();
    if (around && around.width > 0) bounded(((clientX - around.left) / around.width) * 100);
  };
  return (
    <div
      class="separator"
      role="separator"
      tabindex={0}
      aria-orientation="vertical"
      aria-label="Width of the list"
      aria-valuenow={Math.round(share)}
      aria-valuemin={20}
      aria-valuemax={75}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
    />
  );
}
