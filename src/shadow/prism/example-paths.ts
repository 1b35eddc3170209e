import type { generateHttpParam, getHttpOperationsFromSpec } from '@stoplight/prism-http';

type PrismOperation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];
type Parameter = Parameters<typeof generateHttpParam>[0];

/** Prism prints a sample URL of each operation, and cannot where one of its parameters has no sample. */
const NEEDED: Readonly<Record<string, (value: unknown) => boolean>> = {
  deepObject: (value) => typeof value === 'string' || typeof value === 'object',
  pipeDelimited: Array.isArray,
  spaceDelimited: Array.isArray,
};

/**
 * Prism's command line prints a sample URL of each operation at its start, and in doing so rewrites the query
 * parameters, on which validation then depends: names are encoded, and `explode` gets its default. This does the same.
 */
export function rewriteQueryParameters(operations: readonly PrismOperation[], sample: typeof generateHttpParam): void {
  const hasSample = (parameter: Parameter | null | undefined): boolean => {
    if (!parameter) return true;
    const generated = sample(parameter);
    return (
      generated._tag === 'Some' &&
      (NEEDED['style' in parameter ? String(parameter.style) : '']?.(generated.value) ?? true)
    );
  };
  for (const { request } of operations) {
    const { path = [], query = [] } = request ?? {};
    const isPrinted =
      path.every(hasSample) &&
      path.every(({ required, style = 'simple' }) => required === false || /^(?:simple|label|matrix)$/.test(style));
    if (!isPrinted || !query.every(hasSample)) continue;
    for (const parameter of query) {
      if ((parameter.style ?? 'form') !== 'form') continue;
      parameter.name = encodeURI(parameter.name);
      parameter.explode ??= true;
    }
  }
}
