import { graph } from './graph/index.js';
import type { Template } from './template.js';

/** Every known template. A new one is a folder here and a line in this table. */
export const TEMPLATES = [graph] as const;

/** The template in which pages are written. Today there is one; with a second one, this is where it is detected. */
export function templateOf(_pages: readonly { readonly text: string }[]): Template {
  return TEMPLATES[0];
}
