/** A time in milliseconds: at least, at most. */
export type Range = readonly [minimum: number, maximum: number];

/** The longest delay: ten minutes. */
const LONGEST = 600_000;

/** Reads `300` or `200..800`, in milliseconds. Undefined where the text is neither. */
export function readRange(text: string): Range | undefined {
  const [, from, to = from] = /^(\d{1,6})(?:\.\.(\d{1,6}))?$/.exec(text.trim()) ?? [];
  if (from === undefined || to === undefined) return undefined;
  const range: Range = [Number(from), Number(to)];
  return range[0] <= range[1] && range[1] <= LONGEST ? range : undefined;
}
