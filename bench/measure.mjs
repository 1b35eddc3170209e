// One case: its peers are started together, loaded in turn, and compared round by round.
import autocannon from 'autocannon';
import { busyMilliseconds, residentMegabytes, start } from './servers.mjs';

const CONNECTIONS = 10;

/** Runs a case. Gives a row a peer, with medians, and the ratios between peers as medians of the ratios of the rounds. */
export async function measure(bench, { rounds, seconds, starts }) {
  const { request, isRight, isCounted, patience } = bench;
  const peers = [];
  for (const peer of bench.peers) {
    // What is started several times tells its usual start; the last stays up.
    const [firstAnswers, busy] = [[], []];
    let server;
    for (let turn = 0; turn < (bench.measuresStart ? starts : 1); turn += 1) {
      await server?.stop();
      server = await start(peer, peer.request ?? request, isRight, patience);
      firstAnswers.push(server.firstAnswer);
      busy.push(server.busy);
    }
    peers.push({ ...peer, server, firstAnswers, busy, idle: residentMegabytes(server.pid), rounds: [] });
  }
  for (const peer of peers) await load(peer, peer.request ?? request, isCounted, Math.min(2, seconds));
  for (let round = 0; round < rounds; round += 1) {
    for (const peer of peers) peer.rounds.push(await load(peer, peer.request ?? request, isCounted, seconds));
    console.log(
      `  round ${round + 1} of ${rounds}: ${peers.map(({ name, rounds: done }) => `${name} ${Math.round(done.at(-1).rate)}/s`).join(', ')}`,
    );
  }
  const rows = peers.map(({ name, lacks, rounds: done, firstAnswers, busy, idle, server }) => ({
    server: name,
    requestsPerSecond: Math.round(median(done.map(({ rate }) => rate))),
    perBusySecond: Math.round(median(done.map(({ busyRate }) => busyRate))),
    p50: median(done.map(({ p50 }) => p50)),
    p99: median(done.map(({ p99 }) => p99)),
    startToFirstAnswer: Math.round(median(firstAnswers)),
    busyToFirstAnswer: Math.round(median(busy)),
    idleMegabytes: idle,
    residentMegabytes: residentMegabytes(server.pid),
    ...(lacks === undefined ? {} : { lacks }),
  }));
  const named = new Map(peers.map((peer, index) => [peer.key, { ...peer, row: rows[index] }]));
  const ratios = {};
  for (const [name, [of, to, what = 'rate']] of Object.entries(bench.ratios)) {
    const [a, b] = [named.get(of), named.get(to)];
    ratios[name] = round2(
      what === 'rate' || what === 'busyRate'
        ? median(a.rounds.map((round, index) => round[what] / b.rounds[index][what]))
        : a.row[what] / b.row[what],
    );
  }
  for (const { server } of peers) await server.stop();
  return { rows, ratios };
}

async function load({ name, server }, request, isCounted, duration) {
  const before = busyMilliseconds(server.pid);
  const measured = await autocannon({
    url: `http://127.0.0.1:${server.port}${request.path}`,
    ...request,
    connections: CONNECTIONS,
    duration,
    timeout: 60,
  });
  const wanted = isCounted(measured);
  if (measured.errors > 0 || wanted === 0 || wanted < measured.requests.total)
    throw new Error(
      `${name} did not answer each request as expected: ${wanted} of ${measured.requests.total}, ${measured.errors} errors`,
    );
  const busySeconds = (busyMilliseconds(server.pid) - before) / 1000;
  return {
    rate: measured.requests.total / measured.duration,
    busyRate: measured.requests.total / busySeconds,
    p50: measured.latency.p50,
    p99: measured.latency.p99,
  };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function round2(value) {
  return Math.round(value * 100) / 100;
}
