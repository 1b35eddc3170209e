import { options, type VNode } from 'preact';
import { printable, printableLines } from '../../model/printable.js';

/** Attributes that people read. */
const READ = ['title', 'aria-label', 'placeholder'] as const;

/**
 * Shows characters that would steer the reader's eye as escapes, in each text and in each attribute that is read,
 * wherever it comes from. Called once, before anything is drawn.
 */
export function showHiddenCharacters(): void {
  const { vnode: next } = options;
  options.vnode = (vnode: VNode) => {
    shown(vnode);
    next?.(vnode);
  };
}

function shown(vnode: { type: unknown; props: unknown }): void {
  const { type, props } = vnode;
  // A line break by itself is ours: it ends a line of a text that can be copied.
  if (type === null && typeof props === 'string' && props !== '\n') vnode.props = printable(props);
  if (typeof type !== 'string' || typeof props !== 'object' || props === null) return;
  const attributes = props as Record<string, unknown>;
  for (const name of READ) {
    const text = attributes[name];
    if (typeof text === 'string') attributes[name] = printableLines(text);
  }
}

/** `3 errors`, `1 error`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? noun : plural}`;
}
