import { type DebianPackage, ensureDebian, mayEnsureDebian } from '../hosts/debian';

/** Has Debian's packages there before the tests of a `describe`; where they cannot be had these do not run. */
export function inDebian(packages: readonly DebianPackage[]): void {
  before(function () {
    this.timeout(600_000);
    if (mayEnsureDebian(packages)) ensureDebian(packages);
    else this.skip();
  });
}
