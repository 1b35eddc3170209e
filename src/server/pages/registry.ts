/** The pages under `/_docproof/`: a new one is a file here and a line in this list. */
import { documentFactsPage, documentPage } from './document.js';
import { faultsPage } from './faults.js';
import { coveragePage } from './feed/coverage.js';
import { driftPage, harPage, ndjsonPage, reportPage } from './feed/downloads.js';
import { eventsPage } from './feed/events.js';
import { exchangePage, exchangesPage } from './feed/exchanges.js';
import { operationPage, operationsPage } from './feed/operations.js';
import { replayPage, sendPage } from './feed/replay.js';
import { acceptedFaultsPage, savedExamplePage } from './feed/saving.js';
import { healthPage } from './health.js';
import { inspectorPage } from './inspector.js';
import { metricsPage } from './metrics.js';
import { overridePage, overridesPage } from './overrides.js';
import type { Page, PageContext } from './page.js';
import { readyPage } from './ready.js';
import { recordingPage } from './recording.js';
import { resultPage } from './result.js';
import { serverPage } from './server.js';
import { stateItemPage, statePage } from './state.js';
import { tokenPage } from './token.js';
import { violationsPage } from './violations.js';

/** Each makes its page, once, when the first request for a page comes. */
export const PAGES: readonly ((context: PageContext) => Page)[] = [
  inspectorPage,
  serverPage,
  resultPage,
  coveragePage,
  eventsPage,
  exchangesPage,
  exchangePage,
  replayPage,
  savedExamplePage,
  acceptedFaultsPage,
  sendPage,
  harPage,
  ndjsonPage,
  reportPage,
  driftPage,
  recordingPage,
  operationsPage,
  operationPage,
  overridesPage,
  overridePage,
  faultsPage,
  healthPage,
  readyPage,
  metricsPage,
  documentPage,
  documentFactsPage,
  statePage,
  stateItemPage,
  tokenPage,
  violationsPage,
];
