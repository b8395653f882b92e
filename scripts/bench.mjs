// Runs a benchmark from its sources: `npm run bench -- NAME …` runs benchmarks/NAME/main.ts with the other arguments.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

const [name, ...args] = process.argv.slice(2);
const folder = 'benchmarks';
const known = existsSync(folder) ? readdirSync(folder).filter((entry) => existsSync(`${folder}/${entry}/main.ts`)) : [];

if (name === undefined || !known.includes(name)) {
  console.error(`usage: npm run bench -- NAME; there are ${known.join(', ') || 'no benchmarks yet'}`);
  process.exitCode = 2;
} else {
  const register = new URL('./typescript/register.mjs', import.meta.url).href;
  const ended = spawnSync(process.execPath, ['--import', register, `${folder}/${name}/main.ts`, ...args], { stdio: 'inherit' });
  process.exitCode = ended.status ?? 1;
}
