// A random number generator that gives the same numbers each time (mulberry32), and what captures make of them.
export function createRandom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit) => Math.floor(next() * limit);
  const hex = (length) => {
    let text = '';
    while (text.length < length) text += below(65_536).toString(16).padStart(4, '0');
    return text.slice(0, length);
  };
  return {
    below,
    pick: (list) => list[below(list.length)],
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    date: () => new Date(Date.UTC(2026, 0, 1) + below(27_000_000) * 1000).toISOString(),
    hex,
  };
}
