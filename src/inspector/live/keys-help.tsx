import { useEffect, useRef } from 'preact/hooks';

const KEYS: readonly (readonly [keys: string, what: string])[] = [
  ['/', 'search'],
  ['↑ ↓ or j k', 'the exchange before, or after'],
  ['Page Up, Page Down', 'one screen further'],
  ['Home, End', 'the first, or the last'],
  ['Enter', 'opens what is selected'],
  ['Esc', 'goes back to the list'],
  ['p', 'in the list: pauses, and goes on'],
  ['f', 'in the list: follows the newest'],
  ['← →', 'in tabs: the page before, or after; on the line between list and detail: its place'],
  ['?', 'shows these keys'],
];

/** The keys of the inspector, in a dialog. */
export function KeysHelp({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-label="Keys" onClose={onClose}>
      <table>
        <caption>Keys</caption>
        <tbody>
          {KEYS.map(([keys, what]) => (
            <tr key={keys}>
              <th scope="row">
                <kbd>{keys}</kbd>
              </th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" onClick={() => dialog.current?.close()}>
        Close
      </button>
    </dialog>
  );
}
