import { child, isObject, type Located, own } from '../../model/index.js';
import { inPlaceOf, targetOf } from './conjunction.js';
import type { DocumentRule } from './rule.js';

export const circularReference: DocumentRule = {
  id: 'circular-reference',
  severity: 'error',
  finds:
    'References that lead back to where they began without a member or item in between: nothing can be judged there.',
  example: '`A: { $ref: B }` and `B: { $ref: A }`, or `A: { allOf: [{ $ref: A }] }`.',
  *check(contract, places) {
    const done = new Set<object>();
    const endless = new Set(
      contract.unusableKeywords().flatMap(({ isCircle, pointer }) => (isCircle ? [pointer] : [])),
    );
    // A base that lists the schemas which are built on it leads back to itself, but has an end.
    const isEndless = (circle: readonly Located[]): boolean =>
      circle.some(({ pointer }) => endless.has(child(pointer, '$ref')));
    for (const start of places.of('Schema')) {
      const circle = circleFrom(start, done, (schema) => inPlaceOf(contract, schema), isEndless);
      if (circle) yield tell(circle);
    }
    for (const { kind, node, pointer } of places.references) {
      if (kind === 'Schema') continue;
      const circle = circleFrom({ node, pointer }, done, (place) => {
        const target = targetOf(contract, place);
        return target ? [target] : [];
      });
      if (circle) yield tell(circle);
    }
  },
};

function tell(circle: readonly Located[]) {
  const [{ pointer } = { pointer: '' }] = circle;
  const names = circle
    .filter(({ pointer }) => /^\/components\/\w+\/[^/]+$/.test(pointer))
    .map(({ pointer }) => pointer.slice(pointer.lastIndexOf('/') + 1));
  return {
    pointer: circle.find(({ node }) => isObject(node) && own(node, '$ref') !== undefined)?.pointer ?? pointer,
    message: `this leads back to itself without end${names.length > 0 ? `: ${[...names, names[0]].join(' → ')}` : ''}`,
    suggestion:
      'Let one of the references lead to a schema that says something itself, or put it into a member or item.',
  };
}

/** A circle that is reached from a place, each told once. @param done what was looked at before */
function circleFrom(
  start: Located,
  done: Set<object>,
  next: (place: Located) => readonly Located[],
  isReal: (circle: readonly Located[]) => boolean = () => true,
): Located[] | undefined {
  const way: Located[] = [];
  const onWay = new Set<object>();
  let circle: Located[] | undefined;
  // Without recursion: references can be chained at will.
  const waiting: Iterator<Located>[] = [[start].values()];
  for (let here = waiting.at(-1); here; here = waiting.at(-1)) {
    const { value: place, done: isAtEnd } = here.next();
    if (isAtEnd) {
      waiting.pop();
      const left = way.pop();
      if (left) onWay.delete(left.node);
    } else if (onWay.has(place.node)) {
      const found = circle ? [] : way.slice(way.findIndex(({ node }) => node === place.node));
      if (!circle && isReal(found)) circle = found;
    } else if (!done.has(place.node)) {
      done.add(place.node);
      onWay.add(place.node);
      way.push(place);
      waiting.push(next(place).values());
    }
  }
  return circle;
}
