/**
 * Schemas of which each one holds the next one twice, below `components.schemas`: with 26 levels, one value leads to 67
 * million places.
 * @param first what the first one says besides
 */
export function treeOf(levels: number, first = ''): string {
  return Array.from({ length: levels }, (_, level) => {
    const next = `{ $ref: '#/components/schemas/level${level + 1}' }`;
    const own = level === 0 ? first : '';
    return `    level${level}: ${level === levels - 1 ? '{ type: object }' : `{ ${own}oneOf: [${next}, ${next}] }`}`;
  }).join('\n');
}
