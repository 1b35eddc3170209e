import type { Coverage, OperationCoverage } from '../../model/index.js';

/** The parts of the contract that were never seen, by kind. */
export function neverSeen({ operations, properties }: Coverage): [heading: string, names: string[]][] {
  const seen = operations.filter(({ exchanges }) => exchanges > 0);
  const named = (values: (operation: OperationCoverage) => [string, number][]): string[] =>
    seen.flatMap((operation) =>
      values(operation)
        .filter(([, times]) => times === 0)
        .map(([name]) => `${operation.operation}  ${name}`),
    );
  const never = properties.filter((property) => property.count === 0);
  const place = ({ in: side, name, pointer }: (typeof never)[number]): string => `${side} ${name}  ${pointer}`;
  return [
    ['Operations never seen', operations.filter(({ exchanges }) => exchanges === 0).map(({ operation }) => operation)],
    [
      'Undocumented statuses seen',
      seen.flatMap(({ operation, undocumentedStatuses = {} }) =>
        Object.entries(undocumentedStatuses).map(([status, times]) => `${operation}  ${status} × ${times}`),
      ),
    ],
    ['Statuses never seen', named(({ statuses }) => Object.entries(statuses))],
    ['Media types never seen', named(({ mediaTypes }) => Object.entries(mediaTypes))],
    [
      'Parameters never sent',
      named(({ parameters }) =>
        Object.entries(parameters).map(([name, { count: times, required }]) => [
          required ? `${name} (required)` : name,
          times,
        ]),
      ),
    ],
    ['Required properties never seen', never.filter(({ required }) => required).map(place)],
    ['Optional properties never seen', never.filter(({ required }) => !required).map(place)],
    [
      'Enumeration members never seen',
      properties.flatMap((property) => {
        const unseen = Object.entries(property.values ?? {}).filter(([, times]) => times === 0);
        return unseen.length === 0 || property.count === 0
          ? []
          : [`${property.in} ${property.name}  ${unseen.map(([member]) => member).join(', ')}  ${property.pointer}`];
      }),
    ],
  ];
}
