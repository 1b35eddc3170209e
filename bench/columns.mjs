/** The columns of a case: of servers, and of programs that read a capture or a document. */
export const SERVERS = {
  server: 'server',
  requestsPerSecond: 'requests/s',
  perBusySecond: 'per CPU s',
  p50: 'p50 ms',
  p99: 'p99 ms',
  startToFirstAnswer: 'first answer ms',
  busyToFirstAnswer: 'its CPU ms',
  idleMegabytes: 'MB at first',
  residentMegabytes: 'MB after load',
};
export const PROGRAMS = {
  program: 'program',
  capture: 'capture',
  exchanges: 'exchanges',
  captureMegabytes: 'MB',
  seconds: 'seconds',
  busySeconds: 'CPU s',
  exchangesPerSecond: 'exchanges/s',
  megabytesPerSecond: 'MB/s',
  peakMegabytes: 'peak memory MB',
};
export const READERS = {
  program: 'program',
  documentMegabytes: 'MB',
  seconds: 'seconds',
  busySeconds: 'CPU s',
  readingSeconds: 'reading CPU s',
  peakMegabytes: 'peak memory MB',
};
