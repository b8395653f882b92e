// The package as a user has it: the command starts, the library is imported, and neither needs what is not declared.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { envfactory, runModule } from '../support/installed.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

describe('the installed package', () => {
  it('has a command that says its version', () => {
    expect(envfactory('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('has a library that is imported by its name', () => {
    const ended = runModule("console.log(Object.keys(await import('envfactory')).length > 0)");
    expect(ended).toEqual({ status: 0, stdout: 'true\n', stderr: '' });
  });
});
