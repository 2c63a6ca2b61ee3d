/** Runs `npm ci` unless node_modules already holds what package-lock.json asks for; true when it does now. */
export function installPackages(root: string): Promise<boolean>;

/** How to start the npm that runs us (on the Node given), or the one on PATH. */
export function npm(node?: string): { command: string; args: string[] };
