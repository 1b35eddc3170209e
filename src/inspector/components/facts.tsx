import type { ComponentChildren } from 'preact';

/** A name and what it stands for, on one line. */
export function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <p class="fact">
      <span class="label">{name}</span> <code>{children}</code>
    </p>
  );
}

/** What a page shows where it has nothing. */
export function Empty({ children }: { readonly children: ComponentChildren }) {
  return <div class="empty">{children}</div>;
}
