import type { Ajv2020, KeywordCxt } from 'ajv/dist/2020.js';
import { _, nameOf } from './ajv.js';
import { adding, refine } from './bounded-loops.js';
import type { BranchBudget } from './branch-budget.js';
import type { Compiler, SourceNotes } from './compiler.js';
import { type Divided, memberTest, partsJudge, partsOf, payer, TOGETHER } from './parts.js';

/** Up to so many patterns a member may be held against all of them unpaid. */
const FEW_PATTERNS = 8;

/**
 * Keeps keywords with very many members within the stack and within linear time: `properties`, `patternProperties` and
 * `enum`. Others are left to ajv.
 */
export function addLargeKeywords(
  ajv: Ajv2020,
  { spend }: BranchBudget,
  compiler: Compiler,
  notes: SourceNotes | undefined,
): void {
  refine(ajv, 'properties', (cxt, usual) => {
    if (Object.keys(cxt.schema).length <= TOGETHER) return usual();
    callParts(cxt, 'properties', compiler, notes);
  });
  refine(ajv, 'patternProperties', (cxt, usual) => {
    const patterns = Object.keys(cxt.schema);
    if (patterns.length > FEW_PATTERNS) {
      const ref = payer(spend, patterns.length);
      const pay = cxt.gen.scopeValue('func', { ref, code: _`$.payer(${patterns.length})` });
      cxt.gen.code(_`${pay}(${cxt.data})`);
    }
    if (patterns.length <= TOGETHER) return usual();
    callParts(cxt, 'patternProperties', compiler, notes);
  });
  refine(ajv, 'enum', (cxt, usual) => {
    if (cxt.schema.length <= TOGETHER) return usual();
    const { topSchemaRef, schemaPath } = cxt.it;
    const code = _`$.oneOf(${topSchemaRef}${schemaPath}.enum)`;
    cxt.pass(_`${cxt.gen.scopeValue('func', { ref: memberTest(cxt.schema), code })}(${cxt.data})`);
  });
}

/** Holds the value against all parts of a keyword. */
function callParts(cxt: KeywordCxt, keyword: Divided, compiler: Compiler, notes: SourceNotes | undefined): void {
  const { gen, it, parentSchema } = cxt;
  const parts = partsOf(compiler, keyword, parentSchema);
  const judge = partsJudge(compiler, parts, ({ schema }) => compiler.compile(schema));
  const parent = `${it.topSchemaRef}${it.schemaPath}`;
  const schemas = parts.map(({ schema }) => schema);
  notes?.divides(judge, schemas, (indices) => `$.parts("${keyword}",${parent},[${indices}])`);
  const called = gen.scopeValue('func', { ref: judge });
  const found = nameOf('vErrors');
  cxt.result(_`${called}(${cxt.data}, ${nameOf('instancePath')} + ${it.errorPath})`, undefined, () => {
    adding(cxt, _`${called}.errors`);
    gen.assign(nameOf('errors'), _`${found}.length`);
  });
}
