import { graph } from './graph/index.js';
import type { Template } from './template.js';

/** Every known template. A new one is a folder here and a name in this list. */
export const TEMPLATES: readonly Template[] = [graph];

/** The template of pages that no template recognises: pages in plain Markdown with the same headings are read too. */
export const DEFAULT_TEMPLATE: Template = graph;

/**
 * The template in which pages are written: the one that recognises most of them, of equals the first.
 * `DEFAULT_TEMPLATE` if none recognises any.
 */
export function templateOf(
  pages: readonly { readonly text: string }[],
  templates: readonly Template[] = TEMPLATES,
): Template {
  let best = DEFAULT_TEMPLATE;
  let most = 0;
  for (const template of templates) {
    const count = pages.filter(({ text }) => template.recognises(text)).length;
    if (count <= most) continue;
    best = template;
    most = count;
  }
  return best;
}
