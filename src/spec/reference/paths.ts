// Decides how file paths in references are joined and which of them a specification may reach. Paths use `/`.

/** The path without `.` and `..` where they can be resolved; an absolute path cannot climb above `/`. */
export function normalisePath(path: string): string {
  const absolute = path.startsWith('/');
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    const last = out.at(-1);
    if (part !== '..') out.push(part);
    else if (last !== undefined && last !== '..') out.pop();
    else if (!absolute) out.push('..');
  }
  return (absolute ? '/' : '') + out.join('/');
}

/** The folder of a file, without a trailing slash; empty for the current folder. */
export function folderOf(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut === 0 ? '/' : path.slice(0, Math.max(0, cut));
}

/** A path that a file names, seen from where that file's own path is seen. */
export function joinPath(fromFile: string, path: string): string {
  if (path.startsWith('/')) return normalisePath(path);
  const folder = folderOf(fromFile);
  return normalisePath(folder === '' ? path : `${folder}/${path}`);
}

/** Whether a normalised path is a folder (or file) or lies below it. */
export function isBelow(folder: string, path: string): boolean {
  if (folder === '') return !path.startsWith('/') && path !== '..' && !path.startsWith('../');
  if (path === folder) return true;
  const rest = path.startsWith(folder.endsWith('/') ? folder : `${folder}/`) ? path.slice(folder.length).replace(/^\//, '') : null;
  return rest !== null && rest !== '..' && !rest.startsWith('../');
}

/** A path below a folder, seen from it; the path itself if it is not below. */
export function relativePath(folder: string, path: string): string {
  return folder !== '' && isBelow(folder, path) ? path.slice(folder.length).replace(/^\//, '') : path;
}
