// Runs one command of a gate and surely ends it: a test that hangs in a loop is not stopped by its own time limit.

import { spawn } from 'node:child_process';

/**
 * @param {readonly string[]} command
 * @param {number} timeoutMs after which it and all that it started are killed
 * @returns {Promise<string | null>} why it failed; null if it did not
 */
export function run([tool = '', ...args], timeoutMs) {
  return new Promise((resolve) => {
    // A process group of its own, so that what it starts ends with it.
    const child = spawn(tool, args, { stdio: 'inherit', detached: true });
    let reason = '';
    const end = (/** @type {string} */ why) => {
      reason = why;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    const timer = setTimeout(() => end(`ended after ${timeoutMs / 60_000} minutes`), timeoutMs);
    // A group of its own does not hear the terminal.
    const interrupted = () => {
      end('interrupted');
      process.exit(130);
    };
    process.once('SIGINT', interrupted);
    process.once('SIGTERM', interrupted);
    const settle = (/** @type {string | null} */ why) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupted);
      process.off('SIGTERM', interrupted);
      resolve(why);
    };
    child.once('error', (error) => settle(`${tool}: ${error.message}`));
    child.once('exit', (code, signal) => settle(code === 0 ? null : `${tool}: ${reason || `exit code ${code ?? signal}`}`));
  });
}
