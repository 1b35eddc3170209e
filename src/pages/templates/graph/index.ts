import type { Template } from '../template.js';
import { CONVENTIONS } from './conventions.js';
import { readPage } from './page.js';
import { RULES } from './rules/index.js';

/** Front matter by kind of page, the line of the namespace, the heading above the requests, an annotation. */
const SIGNS =
  /^(?:doc_type:[ \t]*["']?\w+PageType\b|namespace:[ \t]*\w|#{1,6}[ \t]+http requests?[ \t]*$)|"blockType"[ \t]*:/im;

/** Pages in the template of Microsoft Graph: DocFX Markdown, JSON annotations in comments, OData types. */
export const graph: Template = {
  name: 'graph',
  recognises: (text) => SIGNS.test(text),
  readPage,
  conventions: CONVENTIONS,
  rules: RULES,
};
