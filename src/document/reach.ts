/**
 * The names that are given to the nodes of a graph and to all that can be reached from each: for all nodes in one pass,
 * each node and each edge looked at once, however many circles there are (Tarjan's algorithm for strongly connected
 * components).
 * @param next the nodes to which one leads
 * @param nameOf the name that one has by itself
 */
export function createReach<Node extends object>(
  next: (node: Node) => readonly Node[],
  nameOf: (node: Node) => string | undefined,
): (start: Node) => ReadonlySet<string> {
  const found = new Map<Node, ReadonlySet<string>>();
  return (start) => {
    if (!found.has(start)) visit(start, next, nameOf, found);
    return found.get(start) ?? NONE;
  };
}

const NONE: ReadonlySet<string> = new Set();

/** A node on the way from the start. */
interface Step<Node> {
  readonly node: Node;
  readonly next: readonly Node[];
  /** How many of them were looked at. */
  at: number;
  readonly order: number;
  /** The earliest node to which it leads back. */
  low: number;
}

/** Without recursion: a document can be nested at will. */
function visit<Node extends object>(
  start: Node,
  next: (node: Node) => readonly Node[],
  nameOf: (node: Node) => string | undefined,
  found: Map<Node, ReadonlySet<string>>,
): void {
  const orders = new Map<Node, number>();
  /** The nodes whose circle is not closed yet, in the order in which they were met. */
  const open: Step<Node>[] = [];
  const way: Step<Node>[] = [];
  const enter = (node: Node): void => {
    const order = orders.size;
    const step = { node, next: next(node), at: 0, order, low: order };
    orders.set(node, order);
    open.push(step);
    way.push(step);
  };
  enter(start);
  for (let step = way.at(-1); step; step = way.at(-1)) {
    const target = step.next[step.at];
    step.at += 1;
    if (target !== undefined) {
      if (found.has(target)) continue;
      const order = orders.get(target);
      if (order === undefined) enter(target);
      else step.low = Math.min(step.low, order);
      continue;
    }
    way.pop();
    const above = way.at(-1);
    if (above) above.low = Math.min(above.low, step.low);
    if (step.low === step.order) close(step, open, nameOf, found);
  }
}

/** All nodes of a circle reach the same names. */
function close<Node extends object>(
  first: Step<Node>,
  open: Step<Node>[],
  nameOf: (node: Node) => string | undefined,
  found: Map<Node, ReadonlySet<string>>,
): void {
  const circle: Step<Node>[] = [];
  for (let step = open.pop(); step; step = open.pop()) {
    circle.push(step);
    if (step === first) break;
  }
  const own = new Set<string>();
  const below = new Set<ReadonlySet<string>>();
  for (const { node, next } of circle) {
    const name = nameOf(node);
    if (name !== undefined) own.add(name);
    for (const target of next) below.add(found.get(target) ?? NONE);
  }
  const names = united(own, below);
  for (const { node } of circle) found.set(node, names);
}

/** The union of sets; one of them where it holds all the others, so that a long chain keeps one set. */
function united(own: ReadonlySet<string>, others: ReadonlySet<ReadonlySet<string>>): ReadonlySet<string> {
  let largest = own;
  for (const other of others) if (other.size > largest.size) largest = other;
  const more = new Set<string>();
  for (const other of [own, ...others])
    if (other !== largest) for (const name of other) if (!largest.has(name)) more.add(name);
  return more.size === 0 ? largest : new Set([...largest, ...more]);
}
