import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createReach } from '../../src/document/reach.js';
import { documentOf } from '../support/contract.js';

interface Node {
  readonly name: string | undefined;
  readonly next: Node[];
}

/** The names of a node and of all that it leads to, found one step after another. */
function walked(start: Node): string[] {
  const met = new Set([start]);
  for (const node of met) for (const target of node.next) met.add(target);
  return [...met].flatMap(({ name }) => name ?? []).sort();
}

test('What is reached from each node of a graph is what a walk from it finds, and each node is asked once', () => {
  const edge = fc.tuple(fc.nat(11), fc.nat(11));
  fc.assert(
    fc.property(
      fc.array(edge, { maxLength: 30 }),
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      (edges, named) => {
        const nodes = named.map((isNamed, index): Node => ({ name: isNamed ? `n${index}` : undefined, next: [] }));
        for (const [from, to] of edges) nodes[from]?.next.push(nodes[to] ?? { name: undefined, next: [] });
        let asked = 0;
        const reach = createReach<Node>(
          ({ next }) => {
            asked += 1;
            return next;
          },
          ({ name }) => name,
        );
        for (const node of nodes) expect([...reach(node)].sort()).toEqual(walked(node));
        expect(asked).toBe(nodes.length);
      },
    ),
  );
});

test('A chain of 100,000 nodes is gone along without recursion', () => {
  let last: Node = { name: 'end', next: [] };
  for (let index = 0; index < 100_000; index += 1) last = { name: undefined, next: [last] };
  const reach = createReach<Node>(
    ({ next }) => next,
    ({ name }) => name,
  );
  expect([...reach(last)]).toEqual(['end']);
});

/** Schemas that lead to each other by dynamic references, each with as many members as there are schemas. */
function dynamicDocument(count: number, member: (index: number) => object): string {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const schemas = numbers.map((number) => [
    `S${number}`,
    {
      $id: `https://e.example/s${number}`,
      $dynamicAnchor: 'node',
      properties: Object.fromEntries(numbers.map((index) => [`m${index}`, member(index)])),
    },
  ]);
  const content = { 'application/json': { schema: { $ref: 'https://e.example/s0' } } };
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Dynamic', version: '1' },
    paths: { '/x': { get: { responses: { '200': { description: 'ok', content } } } } },
    components: { schemas: Object.fromEntries(schemas) },
  });
}

test('Many schemas with dynamic references load where each has one meaning', { timeout: 60_000 }, async () => {
  const { root } = await documentOf(dynamicDocument(60, () => ({ $dynamicRef: '#node' })));
  expect(JSON.stringify(root)).not.toContain('$dynamicRef');
});

test('Dynamic references that mean something else on each of very many ways are refused with their place', {
  timeout: 60_000,
}, async () => {
  const member = (index: number): object =>
    index % 2 === 0 ? { $ref: `https://e.example/s${index}` } : { $dynamicRef: '#node' };
  const loading = documentOf(dynamicDocument(150, member).replace('https://e.example/s0"}', 'https://e.example/s1"}'));
  await expect(loading).rejects.toMatchObject({
    code: 'unresolvable-ref',
    problem: 'too many references are replaced by what they lead to',
    place: { pointer: expect.stringMatching(/^\/components\/schemas\/S\d+\/properties\/m\d+$/) },
  });
});
