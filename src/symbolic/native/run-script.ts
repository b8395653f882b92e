// Decides what a native solver answers to a whole script, in a process of its own: one word, or why there is none.

import { spawnSync } from 'node:child_process';
import type { Checked } from '../../base/diagnostic.ts';
import { createNativeSolver } from './create.ts';
import { DIALECTS } from './dialect.ts';

export type ScriptAnswer = { readonly kind: 'sat' | 'unsat' | 'unknown' } | { readonly kind: 'fault'; readonly why: string };

export interface ScriptSolver {
  /** Its name and version. */
  readonly version: string;
  /** Asks a script with one `(check-sat)`. */
  ask(script: string): ScriptAnswer;
}

/** What a process may take beyond the solver's own limit. */
const GRACE_MS = 5_000;
const MAX_OUTPUT = 1_000_000;
const MAX_WHY = 300;

/** The z3 or cvc5 at a path, or of that name where the system looks for programs. A question may take so long. */
export function scriptSolver(path: string, timeoutMs: number): Checked<ScriptSolver> {
  const { value: backend, diagnostics } = createNativeSolver(path);
  if (backend === null) return { value: null, diagnostics };
  const { version, name } = backend;
  backend.dispose();
  const dialect = DIALECTS.find((one) => name.startsWith(one.name));
  if (dialect === undefined) throw new Error(`a solver without a dialect: ${name}`);
  const args = dialect.args({ rlimit: 0, timeoutMs }, 'models');
  const ask = (script: string): ScriptAnswer => {
    const input = `${script}(exit)\n`;
    const { stdout, error, signal } = spawnSync(path, [...args], {
      input,
      encoding: 'utf8',
      timeout: timeoutMs + GRACE_MS,
      maxBuffer: MAX_OUTPUT,
      windowsHide: true,
    });
    if (error !== undefined && 'code' in error && error.code === 'ETIMEDOUT') return { kind: 'unknown' };
    if (error !== undefined) return { kind: 'fault', why: error.message };
    if (signal !== null) return { kind: 'fault', why: `it was ended by ${signal}` };
    return answerIn(stdout);
  };
  return { value: { version, ask }, diagnostics };
}

/** An error anywhere is no answer: what was asked may not be what was meant. */
function answerIn(stdout: string): ScriptAnswer {
  const lines = stdout
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const error = lines.find((line) => line.startsWith('(error'));
  if (error !== undefined) return { kind: 'fault', why: error.slice(0, MAX_WHY) };
  const [answer, ...more] = lines.filter((line) => line === 'sat' || line === 'unsat' || line === 'unknown' || line === 'timeout');
  if (more.length > 0) return { kind: 'fault', why: 'it gave more than one answer' };
  if (answer === 'sat' || answer === 'unsat') return { kind: answer };
  return answer === undefined ? { kind: 'fault', why: `it gave no answer: ${lines.join(' ').slice(0, MAX_WHY)}` } : { kind: 'unknown' };
}
