import { debianPackages, ensureDebian, mayEnsureDebian } from './debian';

/** Brings all of Debian's packages at once, so that no suite waits for its own; what cannot be had is named there. */
const all = Object.values(debianPackages);
if (mayEnsureDebian(all)) ensureDebian(all);
else process.stdout.write('Debian packages cannot be installed here.\n');
