import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createNetwork, HOSTS, type Host, WITHOUT_HOSTS } from '../support/hosts.js';
import { type Captures, type KilledFleet, killedFleet, writeCaptures } from '../support/killed-fleet.js';
import { REDIS, startRedisOn, WITHOUT } from '../support/redis.js';

const IS_LONG = process.env.ENDURANCE_SECONDS !== undefined;
/** Longer than any lock: what a host holds goes to another one. In milliseconds. */
const PARTITION = IS_LONG ? 40_000 : 6_000;

let captures: Captures;

beforeAll(async () => {
  if (HOSTS && REDIS) captures = await writeCaptures(IS_LONG ? 600 : 80);
}, 120_000);

afterAll(() => captures?.remove());

/** Hosts of a network, and the fleet that is started on them. */
async function onHosts(): Promise<
  KilledFleet & { readonly server: Host; readonly home: Host; readonly hosts: readonly Host[] }
> {
  const network = createNetwork();
  // What is registered first is done last.
  onTestFinished(() => network.remove());
  const server = network.host();
  const redis = await startRedisOn(server);
  const fleet = killedFleet(redis, captures);
  return { ...fleet, server, home: network.host(), hosts: [network.host(), network.host()] };
}

describe.skipIf(!HOSTS || REDIS === undefined)(
  `Checks on hosts of a network that breaks${WITHOUT_HOSTS}${WITHOUT}`,
  { timeout: 300_000 },
  () => {
    test('A worker whose host is cut off, and joins again, changes nothing of the report', async () => {
      const { hosts, home, worker, check, isWhole } = await onHosts();
      const [near, far] = hosts;
      const checking = check(undefined, home.on);
      const one = worker([], far?.on);
      const other = worker([], near?.on);
      await one.until('judged', 3);
      far?.cutOff();
      const before = other.log.filter(({ event }) => event === 'judged').length;
      await other.until('judged', before + 3);
      await pause(PARTITION);
      far?.join();
      await isWhole(checking);
    });

    test('A check whose own host is cut off goes on when it joins again', async () => {
      const { hosts, home, worker, check, isWhole } = await onHosts();
      const checking = check(undefined, home.on);
      const [one] = [worker([], hosts[0]?.on), worker([], hosts[1]?.on)];
      await one.until('judged', 5);
      home.cutOff();
      await pause(PARTITION);
      home.join();
      await isWhole(checking);
    });

    test('A check and its workers go on when the host of Redis joins again', async () => {
      const { server, hosts, home, worker, check, isWhole } = await onHosts();
      const checking = check(undefined, home.on);
      const [one] = [worker([], hosts[0]?.on), worker([], hosts[1]?.on)];
      await one.until('judged', 5);
      server.cutOff();
      await pause(PARTITION);
      server.join();
      await isWhole(checking);
    });

    test('A worker that starts on a host without a network ends, and says what it cannot reach', async () => {
      const { server, hosts, worker } = await onHosts();
      const [host] = hosts;
      host?.cutOff();
      const late = worker([], host?.on);
      await expect(late.until('judged')).rejects.toThrow(`redis://${server.address}:6379/0: cannot be reached`);
      expect(await late.ended).toEqual([2, null]);
    });
  },
);
