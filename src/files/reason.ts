// Decides how a failure of the file system is said to a person.

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'no space is left',
  EROFS: 'the file system is read-only',
  ELOOP: 'symbolic links lead in a circle',
};

/** What the code of a system error means; the code itself where it is a rare one. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return code === null ? String(error) : (REASONS[code] ?? code);
}

/** Whether it is the system error of that code. */
export function hasCode(error: unknown, code: string): boolean {
  return codeOf(error) === code;
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
