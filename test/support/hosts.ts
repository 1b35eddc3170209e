import { spawnSync } from 'node:child_process';

/** How many were made, for their names. */
let networks = 0;

/** Whether this system lets a test make hosts: Linux, `ip` of iproute2, and the rights of its administrator. */
export const HOSTS: boolean = canMakeHosts();

/** Said in the titles of tests that are skipped. */
export const WITHOUT_HOSTS = HOSTS ? '' : ' (skipped: this needs Linux, iproute2 and root)';

/** A network of its own that nothing outside reaches: hosts are network namespaces, and one of them is the switch. */
export interface Network {
  /** A host with an address, joined to the switch. */
  host(): Host;
  /** Takes all hosts away. Whatever runs on them has to be ended before. */
  remove(): void;
}

/** A host: a network namespace with its own address. */
export interface Host {
  readonly address: string;
  /** What comes before a command that is to run there. */
  readonly on: readonly string[];
  /** Pulls its cable: what is on its way is lost, and no connection hears of it. */
  cutOff(): void;
  /** Puts the cable back. */
  join(): void;
}

/** Makes a network. The caller removes it. */
export function createNetwork(): Network {
  networks += 1;
  const prefix = `dp${process.pid}n${networks}`;
  const hub = `${prefix}h`;
  const names = [hub];
  const atHub = (...args: string[]): void => ip('-n', hub, ...args);
  ip('netns', 'add', hub);
  atHub('link', 'add', 'switch', 'type', 'bridge');
  atHub('link', 'set', 'switch', 'up');
  return {
    host() {
      const number = names.length;
      const name = `${prefix}x${number}`;
      const port = `port${number}`;
      const address = `198.51.100.${number}`;
      ip('netns', 'add', name);
      names.push(name);
      atHub('link', 'add', port, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
      atHub('link', 'set', port, 'master', 'switch');
      atHub('link', 'set', port, 'up');
      for (const device of ['lo', 'eth0']) ip('-n', name, 'link', 'set', device, 'up');
      ip('-n', name, 'address', 'add', `${address}/24`, 'dev', 'eth0');
      return {
        address,
        on: ['ip', 'netns', 'exec', name],
        cutOff: () => atHub('link', 'set', port, 'down'),
        join: () => atHub('link', 'set', port, 'up'),
      };
    },
    remove() {
      for (const name of names) ip('netns', 'delete', name);
    },
  };
}

/** @throws Error with what `ip` said */
function ip(...args: string[]): void {
  const { status, stderr, error } = spawnSync('ip', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${error?.message ?? stderr}`);
}

function canMakeHosts(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const network = createNetwork();
    try {
      network.host();
    } finally {
      network.remove();
    }
    return true;
  } catch {
    return false;
  }
}
