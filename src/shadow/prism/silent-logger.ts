/** A logger for Prism's engine and server that writes nothing: both tell what they did by what they return. */
export const SILENT = {
  child: () => SILENT,
  success() {},
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error() {},
  fatal() {},
  silent() {},
  level: 'silent',
};
