// Rules of dependencies: the lockfile is whole and names no registry, versions are exact, and each package is explained.

/** @typedef {{ version?: string, integrity?: string, resolved?: string, link?: boolean, optionalDependencies?: Record<string, string> }} Locked */

/** @type {readonly import('./file.mjs').Rule[]} */
export const LOCKFILE_RULES = [
  {
    name: 'lockfile',
    why: 'A lockfile without hosts installs from any mirror; one that lacks a platform fails everywhere.',
    applies: (path) => path === 'package-lock.json',
    check: ({ text }) => {
      /** @type {Record<string, Locked>} */
      const packages = JSON.parse(text).packages;
      return Object.entries(packages).flatMap(([place, locked]) => [
        ...ownFaults(place, locked),
        ...Object.keys(locked.optionalDependencies ?? {})
          .filter((name) => !isLocked(packages, place, name))
          .map((name) => ({ line: 1, message: `${place} may need ${name}, which is not in the lockfile` })),
      ]);
    },
  },
  {
    name: 'exact-version',
    why: 'What was tested is what is installed.',
    applies: (path) => path === 'package.json',
    check: ({ text }) => {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(text);
      return Object.entries({ ...dependencies, ...devDependencies })
        .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)))
        .map(([name, version]) => ({ line: 1, message: `${name} is at "${version}", not at one version` }));
    },
  },
];

/**
 * @param {string} place
 * @param {Locked} locked
 */
function ownFaults(place, locked) {
  if (place === '') return [];
  const faults = [];
  if (locked.version === undefined || locked.integrity === undefined)
    faults.push({ line: 1, message: `${place} has no version or no integrity` });
  if (locked.resolved !== undefined) faults.push({ line: 1, message: `${place} names where it was fetched` });
  return faults;
}

// As Node resolves it: beside the package, then one folder further out each time.
/**
 * @param {Record<string, Locked>} packages
 * @param {string} place
 * @param {string} name
 */
function isLocked(packages, place, name) {
  const folders = place.split(/\/?node_modules\//).slice(1);
  for (let depth = folders.length; depth >= 0; depth -= 1) {
    const above = folders.slice(0, depth).map((folder) => `node_modules/${folder}/`);
    if (packages[`${above.join('')}node_modules/${name}`] !== undefined) return true;
  }
  return false;
}

/**
 * What docs/dependencies.md and package.json disagree on.
 * @param {string} manifest
 * @param {string} document
 * @returns {readonly import('./file.mjs').Finding[]}
 */
export function undocumented(manifest, document) {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(manifest);
  const listed = new Map(document.split('\n').flatMap((text, index) => rowOf(text, index + 1)));
  const missing = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !listed.has(name));
  const gone = [...listed].filter(([name]) => !(name in dependencies) && !(name in devDependencies));
  return [
    ...missing.map((name) => ({ line: 1, message: `${name} is a dependency without a line` })),
    ...gone.map(([name, line]) => ({ line, message: `${name} is not a dependency` })),
  ];
}

/**
 * @param {string} text
 * @param {number} line
 * @returns {[string, number][]}
 */
function rowOf(text, line) {
  const name = /^\| `([^`]+)` \|\s*\S/.exec(text)?.[1];
  return name === undefined ? [] : [[name, line]];
}
