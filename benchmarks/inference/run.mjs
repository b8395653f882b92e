// Runs the benchmark without npm, for whoever tunes: `node benchmarks/inference/run.mjs --group google --limit 50 --misses`.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const register = new URL('../../scripts/typescript/register.mjs', import.meta.url).href;
const main = fileURLToPath(new URL('./main.ts', import.meta.url));
// Threads of this process would not know TypeScript: what is imported at the start, they import too.
const ended = spawnSync(process.execPath, ['--import', register, main, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = ended.status ?? 1;
