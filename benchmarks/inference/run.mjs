// Runs the benchmark without npm, for whoever tunes: `node benchmarks/inference/run.mjs --group google --limit 50 --misses`.

import '../../scripts/typescript/register.mjs';

await import('./main.ts');
