import type { ComponentChildren, RefObject } from 'preact';

/** A bar of fields that choose what a list shows. */
export function FilterBar({ children }: { readonly children: ComponentChildren }) {
  return (
    <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
      {children}
    </form>
  );
}

/** A field of words to search for. */
export interface SearchProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** Gets the element that takes the focus. */
  readonly field?: RefObject<HTMLInputElement | null>;
}

export function Search({ label, value, onInput, field }: SearchProps) {
  return (
    <input
      {...(field ? { ref: field } : {})}
      type="search"
      placeholder="Search"
      aria-label={label}
      aria-keyshortcuts="/"
      autocomplete="off"
      spellcheck={false}
      value={value}
      onInput={({ currentTarget }) => onInput(currentTarget.value)}
    />
  );
}

/** A menu of values. */
export interface ChoiceProps {
  /** `Operation`. */
  readonly label: string;
  /** The words for no choice: `All operations`. Without them, one is always chosen. */
  readonly all?: string;
  readonly options: readonly { readonly value: string; readonly text?: string }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A document and a hostile capture may know more operations than a menu can hold. */
const MAX_CHOICES = 2000;

/** A menu that shows the chosen value even where it has no room for it, or does not know it. */
export function Choice({ label, all, options, value, onChange }: ChoiceProps) {
  const listed = options.slice(0, MAX_CHOICES);
  const isListed = value === '' || listed.some((option) => option.value === value);
  return (
    <select aria-label={label} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
      {all !== undefined && <option value="">{all}</option>}
      {listed.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text ?? option.value}
        </option>
      ))}
      {!isListed && <option value={value}>{value}</option>}
    </select>
  );
}
