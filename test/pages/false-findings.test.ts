import { describe, expect, test } from 'vitest';
import { documentMessagesFor } from './planting.js';
import { CLEAN_PAGE } from './template.js';

/** The clean page with other requests, which its example does not send. */
function requesting(...requests: readonly string[]): string {
  const declared = CLEAN_PAGE.replace('POST /shipments/{shipment-id}/parcels', requests.join('\n'));
  return declared.slice(0, declared.indexOf('## Examples'));
}

describe('paths that overlap', () => {
  const overlaps = (...requests: readonly string[]): string[] =>
    documentMessagesFor('overlapping-path', { 'api/parcel-post.md': requesting(...requests) });

  test.each([
    [["GET /depots('{id}')/people", 'GET /shares/{id}']],
    [['GET /depots/{id}/report(day={day})', 'GET /{kind}/7/count(day={day})']],
    [['GET /depots/{name}.csv', 'GET /{kind}/all.json']],
    [['GET /depots/near(place={place})/boats', 'GET /depots/{id}/boats']],
  ])('A segment that is only partly a variable fits no other word: %s', (requests) => {
    expect(overlaps(...requests)).toEqual([]);
  });

  test.each([
    [['GET /depots/{id}', 'GET /{kind}/lost']],
    [['GET /depots/{name}.csv', 'GET /{kind}/all.csv']],
    [['GET /depots/boat-{id}', 'GET /depots/{name}-log']],
  ])('Two paths that one URL fits are found: %s', (requests) => {
    expect(overlaps(...requests)).toHaveLength(1);
  });
});
