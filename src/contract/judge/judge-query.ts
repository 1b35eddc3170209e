import type { Headers } from '../../model/index.js';
import type { CompiledOperation } from '../compiled.js';
import type { ParameterSources } from '../parameters/compile.js';
import { cookiesIn } from '../parameters/cookies.js';
import type { ValueContext } from './judge-value.js';
import { addOwn } from './policy.js';

/** System query options of OData (OData URL Conventions 4.01 §5): of every such service, as `@odata.` members are. */
const SYSTEM_OPTIONS = new Set(
  '$apply $compute $count $deltatoken $expand $filter $format $index $inlinecount $levels $orderby $schemaversion $search $select $skip $skiptoken $top'.split(
    ' ',
  ),
);

/**
 * Reports the query parameters that the operation does not document; and the cookies, where it documents some: a
 * browser sends all that it has, and most documents say nothing of any.
 */
export function judgeQuery(
  context: ValueContext,
  { parameters, reserved, security, operation }: CompiledOperation,
  { query, headers }: Pick<ParameterSources, 'query' | 'headers'>,
): void {
  if (context.policy.undocumentedParameters === 'allow') return;
  for (const [name, values] of query) {
    if (SYSTEM_OPTIONS.has(name) || parameters.some((parameter) => parameter.takesField(name))) continue;
    if (reserved.has(name)) continue;
    report(context, 'query', name, values.length === 1 ? (values[0] ?? '') : [...values], operation.pointer);
  }
  const cookies = parameters.filter(({ place }) => place === 'cookie');
  if (cookies.length === 0) return;
  const keys = new Set(security?.carriers ?? []);
  for (const [name, value] of namedOnce(headers))
    if (!keys.has(name) && !cookies.some((cookie) => cookie.ownsField(name)))
      report(context, 'cookie', name, value, operation.pointer);
}

function namedOnce(headers: Headers): ReadonlyMap<string, string> {
  return new Map(cookiesIn(headers));
}

function report(
  context: ValueContext,
  part: 'query' | 'cookie',
  name: string,
  value: string | string[],
  pointer: string,
): void {
  const { provenance } = context.operation;
  addOwn(context.findings, context.policy, {
    in: 'request',
    part,
    location: name,
    keyword: 'undocumented-parameter',
    params: { name },
    value,
    pointer,
    ...(provenance ? { documented: provenance } : {}),
  });
}
