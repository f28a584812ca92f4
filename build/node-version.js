// Runs before everything else, in any Node: what needs a newer one would only show a stack of calls.
import process from 'node:process';

const NEEDED = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  console.error(
    `vHeat Explorer needs Node ${NEEDED.join('.')} or newer; this is Node ${process.versions.node}. Install a newer one from https://nodejs.org and run the command again.`,
  );
  process.exit(1);
}
