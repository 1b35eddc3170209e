// What a peer that is not a program of its own says at its end.

/** Begins to count: start and compiling are left out. Gives what to call at the end. */
export function begin() {
  const before = process.cpuUsage();
  return (figures) => {
    const { user, system } = process.cpuUsage(before);
    process.stdout.write(JSON.stringify({ ...figures, busyMilliseconds: (user + system) / 1000 }));
  };
}
