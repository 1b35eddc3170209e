import { printable, printableLines } from '../../../model/printable.js';

type Child = Node | string | undefined;

/** Attributes by name; handlers by `onclick` and the like. */
interface Attributes {
  readonly [name: string]: string | number | boolean | undefined | ((event: Event) => void);
}

/**
 * An element. Strings become text, never markup, and characters that would steer the reader's eye are shown as escapes.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false)
      made.setAttribute(name, value === true ? '' : said(name, String(value)));
  }
  for (const child of children)
    if (child !== undefined) made.append(typeof child === 'string' ? printable(child) : child);
  return made;
}

/** `3 errors`, `1 error`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? noun : plural}`;
}

/** Other attributes are not read by people, and are compared with what the data says. */
function said(name: string, value: string): string {
  return name === 'title' || name === 'aria-label' ? printableLines(value) : value;
}
