// What a peer that is no program of its own says at its end, for `measure-programs.mjs`.
export function report(figures) {
  process.stdout.write(JSON.stringify(figures));
}
