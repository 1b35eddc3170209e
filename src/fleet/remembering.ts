/**
 * What was made for a name, made once. Of more names than `most` the oldest is forgotten; what failed is made again
 * when it is asked for.
 */
export function remembering<Value>(
  make: (name: string) => Promise<Value>,
  most: number,
): (name: string) => Promise<Value> {
  const known = new Map<string, Promise<Value>>();
  return async (name) => {
    const before = known.get(name);
    if (before) return before;
    const made = make(name);
    known.set(name, made);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    try {
      return await made;
    } catch (error) {
      known.delete(name);
      throw error;
    }
  };
}
