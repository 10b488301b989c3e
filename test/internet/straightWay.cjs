/**
 * Loaded with `--require` before anything else: what a process sends to Keap's host names without a proxy arrives at
 * a port of this machine instead, given by KEAP_TEST_FRONT_PORT. So the straight way can be tried, and no test of it
 * can ever reach the real Keap. It stands where a name server and a router stand; the product is not told.
 */
const { Socket } = require('node:net');

const HOSTS = new Set(['api.infusionsoft.com', 'api.keap.com', 'ab103.infusionsoft.com']);
const port = Number(process.env.KEAP_TEST_FRONT_PORT);
const { connect } = Socket.prototype;

Socket.prototype.connect = function (...args) {
  // Node's own callers pass on a list that they have normalised already.
  const options = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (port && typeof options === 'object' && options !== null && HOSTS.has(options.host)) {
    Object.assign(options, { host: '127.0.0.1', port });
  }
  return connect.apply(this, args);
};
