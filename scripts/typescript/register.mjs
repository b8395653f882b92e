// Lets this process and its worker threads import TypeScript: `node --import ./scripts/typescript/register.mjs FILE.ts`.

import { register } from 'node:module';

register('./hooks.mjs', import.meta.url);
