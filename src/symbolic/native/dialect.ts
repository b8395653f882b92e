// Decides how the solvers that are known differ: their flags, their statistics, and their words for a limit.

import type { QuantifierEffort, SolverOptions } from '../solver.ts';

type Limits = Pick<SolverOptions, 'rlimit' | 'timeoutMs'>;

export interface Dialect {
  readonly name: 'z3' | 'cvc5';
  /** What `--version` prints; the version is the first group. */
  readonly greeting: RegExp;
  /** The arguments with which it reads a script from its standard input, incrementally and within limits of each check. */
  args(limits: Limits, effort: QuantifierEffort): readonly string[];
  /** Commands to begin with. */
  readonly prologue: string;
  /** The names of its counts of resource units (through all checks), and of megabytes in use. */
  readonly resources: string;
  readonly memory: string | null;
}

/** Beyond this z3 says that its memory is full. */
const MAX_MEMORY_MB = 4_000;

const Z3: Dialect = {
  name: 'z3',
  greeting: /^Z3 version (\d[\w.-]*)/,
  args: ({ rlimit, timeoutMs }, effort) => [
    '-in',
    '-smt2',
    // As in `z3/raw-solver.ts`: the incremental core alone, whatever was pushed before.
    'combined_solver.ignore_solver1=true',
    // Definitions of ours are no part of a model.
    'model.user_functions=false',
    `smt.mbqi=${effort === 'models'}`,
    `memory_max_size=${MAX_MEMORY_MB}`,
    ...(rlimit > 0 ? [`rlimit=${rlimit}`] : []),
    ...(timeoutMs > 0 ? [`timeout=${timeoutMs}`] : []),
  ],
  prologue: '(set-option :produce-unsat-assumptions true)\n',
  resources: 'rlimit-count',
  memory: 'memory',
};

const CVC5: Dialect = {
  name: 'cvc5',
  greeting: /^(?:This is )?cvc5 version (\d[\w.-]*)/,
  args: ({ rlimit, timeoutMs }, effort) => [
    '--lang=smt2',
    '--incremental',
    '--produce-models',
    '--produce-unsat-assumptions',
    '--strings-exp',
    ...(effort === 'models' ? ['--mbqi'] : []),
    ...(rlimit > 0 ? [`--rlimit-per=${rlimit}`] : []),
    ...(timeoutMs > 0 ? [`--tlimit-per=${timeoutMs}`] : []),
  ],
  prologue: '(set-logic ALL)\n',
  resources: 'resource::resourceUnitsUsed',
  memory: null,
};

export const DIALECTS: readonly Dialect[] = [Z3, CVC5];
