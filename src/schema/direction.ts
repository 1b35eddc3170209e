/** A message goes one way: `readOnly` members are the service's, `writeOnly` ones the client's. */
export type Direction = 'request' | 'response';
