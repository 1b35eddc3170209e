import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** A dialog over the page, until it is closed or Escape is pressed. */
export interface DialogProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Dialog({ label, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  // What is below must not hear the Escape that closes it.
  const onKeyDown = (event: KeyboardEvent): void => event.stopPropagation();
  return (
    <dialog ref={dialog} class="large" aria-label={label} onClose={onClose} onKeyDown={onKeyDown}>
      <h2>{label}</h2>
      {children}
    </dialog>
  );
}
