import type { ComponentType } from 'preact';
import type { App } from '../model/app.js';
import { DocumentPage } from './document/page.js';
import { ExchangesPage } from './exchanges/page.js';
import { FaultsPage } from './faults/page.js';
import { OperationsPage } from './operations/page.js';
import { ResultPage } from './result/page.js';
import { StatePage } from './state/page.js';
import { TrafficPage } from './traffic/page.js';

/** A page of the inspector. */
export interface PageEntry {
  /** In addresses: `#/exchanges`. */
  readonly name: string;
  readonly title: string;
  /** What the server has to have (`features` of `/_docproof/server`). */
  readonly needs: string;
  readonly Page: ComponentType<{ readonly app: App }>;
}

/** The pages, in the order of their tabs: a line each. */
export const PAGES: readonly PageEntry[] = [
  { name: 'result', title: 'Result', needs: 'result', Page: ResultPage },
  { name: 'exchanges', title: 'Exchanges', needs: 'exchanges', Page: ExchangesPage },
  { name: 'operations', title: 'Operations', needs: 'operations', Page: OperationsPage },
  { name: 'state', title: 'State', needs: 'state', Page: StatePage },
  { name: 'faults', title: 'Faults', needs: 'faults', Page: FaultsPage },
  { name: 'traffic', title: 'Traffic', needs: 'coverage', Page: TrafficPage },
  { name: 'document', title: 'Document', needs: 'document', Page: DocumentPage },
];
