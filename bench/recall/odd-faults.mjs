// What is planted in exchanges of the odd operations, and what is not a fault there.

/**
 * By class, as in faults.mjs. `beside`: a fault that exchange and twin have both, so that only what is said of the
 * other one counts.
 * `versions`: those in which the fault is one.
 */
export function oddFaults({ inRequest, inResponse, set, without, atUrl, field }) {
  const add = (side, name, value) => (exchange) => ({ ...exchange, [side]: [...exchange[side], [name, value]] });
  const asJson = add('responseHeaders', 'content-type', 'application/json');
  const vendor = field('responseHeaders', 'content-type', 'application/vnd.api+json');
  const faults = {
    'beside an unusable keyword: request body': [
      'note',
      inRequest(set({ mark: 7 })),
      inRequest(set({ text: 'x'.repeat(21) })),
      inRequest(set({ colour: 'green' })),
      inRequest(without('mark')),
    ],
    'beside an unusable keyword: response body': [
      'note',
      inResponse(set({ mark: 'one' })),
      inResponse(without('text')),
    ],
    'a member named constructor': [
      'note',
      inRequest(set({ constructor: 7 })),
      inResponse(set({ constructor: 'x'.repeat(9) })),
    ],
    'readOnly in a request': ['account', inRequest(set({ id: 7 }))],
    'writeOnly in a response': ['account', inResponse(set({ password: 'open' }))],
    'query: undocumented parameter': ['shelves', atUrl('?', '?colour=red&'), atUrl('names=', 'name=')],
    'cookie: undocumented': ['shelves', field('requestHeaders', 'cookie', 'session=abcd; sesion=abcd')],
    'cookie: bounds': ['shelves', field('requestHeaders', 'cookie', 'session=abc')],
    'body with 204': ['giveBack', (exchange) => asJson({ ...exchange, responseBody: '{"gone":true}' })],
    'body with 304': ['get', (exchange) => ({ ...exchange, status: 304, recorded: 'received' })],
    'body wrong beside a wrong media type': [
      'get',
      { beside: vendor, plant: inResponse(set({ id: '7' })) },
      { beside: vendor, plant: inResponse(without('author')) },
    ],
    'repeated header: item of a list': ['shelves', repeated('many')],
    'repeated header: too many items': ['shelves', repeated('4', '5', '6')],
    'deepObject: item of a list': [
      'shelves',
      atUrl('filter[ids][0]=1', 'filter[ids][0]=one'),
      atUrl('filter[ids][0]=1', 'filter[ids][]=one'),
    ],
    'discriminator without mapping: the named branch': [
      'signal',
      inRequest(set({ times: 0 })),
      inRequest(without('times')),
      inRequest(({ times: _, ...body }) => ({ ...body, colour: 'red' })),
    ],
    'discriminator without mapping: no branch': ['signal', inRequest(set({ kind: 'smoke' }))],
    'behind a reference to an operation': [
      'room',
      inResponse(set({ seats: -1 })),
      inResponse(without('id')),
      atUrl(/rooms\/\d+/, 'rooms/first'),
    ],
  };
  const noFaults = {
    'unusable keywords, as documented otherwise': { of: ['note'] },
    'odd operations as documented': { of: ['account', 'shelves', 'signal', 'room'] },
    'a list in two header fields': { of: ['shelves'], onlyInHar: true, change: [repeated('3')] },
    'a comma within an item, percent-encoded': {
      of: ['shelves'],
      change: [atUrl(/names=[^&]*/, 'names=Miller%2CAna,Bo')],
    },
    'deepObject: lists in other forms': {
      of: ['shelves'],
      change: [atUrl('filter[ids][0]=1', 'filter[ids][]=1&filter[ids][]=2')],
    },
    'other members of discriminated branches': {
      of: ['signal'],
      change: [inRequest(() => ({ kind: 'light', colour: 'blue' }))],
    },
    'null beside the word nullable (3.0)': {
      of: ['account'],
      versions: ['3.0.3'],
      change: [inRequest(set({ nickname: null }))],
    },
  };
  const onlyIn31 = { 'null beside the word nullable (3.1)': ['account', inRequest(set({ nickname: null }))] };
  return { faults, noFaults, onlyIn31 };

  function repeated(...values) {
    return (exchange) => values.reduce((more, value) => add('requestHeaders', 'x-rooms', value)(more), exchange);
  }
}
