import { useRef } from 'preact/hooks';

/** The views among which one chooses. */
export interface TabsProps {
  readonly label: string;
  readonly tabs: readonly { readonly name: string; readonly title: string }[];
  readonly selected: string;
  readonly onSelect: (name: string) => void;
}

/** A list of tabs (WAI-ARIA 1.2, `tablist`): arrow keys go from one to the next. */
export function Tabs({ label, tabs, selected, onSelect }: TabsProps) {
  const root = useRef<HTMLElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const at = tabs.findIndex(({ name }) => name === selected);
    const next = (at + step + tabs.length) % tabs.length;
    onSelect(tabs[next]?.name ?? '');
    root.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };
  return (
    <nav ref={root} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(({ name, title }) => (
        <button
          key={name}
          type="button"
          role="tab"
          aria-selected={name === selected}
          tabindex={name === selected ? 0 : -1}
          onClick={() => onSelect(name)}
        >
          {title}
        </button>
      ))}
    </nav>
  );
}
