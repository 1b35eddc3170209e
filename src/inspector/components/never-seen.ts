import type { Coverage } from '../../model/coverage.js';

/** What of the operations that were used was never seen, by kind; kinds of which all was seen are left out. */
export function neverSeen({ operations, properties }: Coverage): [heading: string, names: string[]][] {
  const seen = operations.filter(({ exchanges }) => exchanges > 0);
  const never = properties.filter((property) => property.count === 0);
  const place = ({ in: side, name, pointer }: (typeof never)[number]): string => `${side} ${name}  ${pointer}`;
  const lists: [string, string[]][] = [
    [
      'Statuses never seen',
      seen.flatMap(({ operation, statuses }) => unseen(statuses).map((name) => `${operation}  ${name}`)),
    ],
    [
      'Media types never seen',
      seen.flatMap(({ operation, mediaTypes }) => unseen(mediaTypes).map((name) => `${operation}  ${name}`)),
    ],
    [
      'Parameters never sent',
      seen.flatMap(({ operation, parameters }) =>
        Object.entries(parameters)
          .filter(([, parameter]) => parameter.count === 0)
          .map(([name, { required }]) => `${operation}  ${name}${required ? ' (required)' : ''}`),
      ),
    ],
    ['Required properties never seen', never.filter(({ required }) => required).map(place)],
    ['Optional properties never seen', never.filter(({ required }) => !required).map(place)],
    [
      'Enumeration members never seen',
      properties.flatMap((property) => {
        const members = property.count > 0 ? unseen(property.values ?? {}) : [];
        return members.length > 0 ? [`${property.in} ${property.name}  ${members.join(', ')}`] : [];
      }),
    ],
  ];
  return lists.filter(([, names]) => names.length > 0);
}

function unseen(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts).flatMap(([name, times]) => (times === 0 ? [name] : []));
}
