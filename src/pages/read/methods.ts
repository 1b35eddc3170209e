import { METHODS } from '../../http/index.js';

/** A pattern for the methods that a Path Item Object has a field for, in any letter case. */
export const METHOD = METHODS.join('|');

/**
 * A pattern for the other methods of the IANA registry (RFC 9110 §16.1.1) that a page may declare, and for PURGE. In
 * capitals only: in small letters they are words.
 */
export const OTHER_METHOD = [
  ...['ACL', 'BASELINE-CONTROL', 'BIND', 'CHECKIN', 'CHECKOUT', 'CONNECT', 'COPY', 'LABEL', 'LINK', 'LOCK', 'MERGE'],
  ...['MKACTIVITY', 'MKCALENDAR', 'MKCOL', 'MKREDIRECTREF', 'MKWORKSPACE', 'MOVE', 'ORDERPATCH', 'PROPFIND'],
  ...['PROPPATCH', 'PURGE', 'REBIND', 'REPORT', 'SEARCH', 'UNBIND', 'UNCHECKOUT', 'UNLINK', 'UNLOCK', 'UPDATE'],
  ...['UPDATEREDIRECTREF', 'VERSION-CONTROL'],
].join('|');
