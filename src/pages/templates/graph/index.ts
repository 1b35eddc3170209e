import type { Template } from '../template.js';
import { CONVENTIONS } from './conventions.js';
import { readPage } from './page.js';
import { RULES } from './rules/index.js';

/** Pages in the template of Microsoft Graph: DocFX Markdown, JSON annotations in comments, OData types. */
export const graph: Template = { name: 'graph', readPage, conventions: CONVENTIONS, rules: RULES };
