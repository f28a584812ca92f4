/** Installs what the engines' tests need: `tsx e2e/engines/install-engines.ts`. */
import { installPackages } from '../support/install.ts';
import { ENGINES } from './engines.ts';

const missing = () => ENGINES.filter(({ path }) => path() === undefined);

if (missing().length > 0) {
  console.log(
    `Not installed: ${missing()
      .map(({ name }) => name)
      .join(', ')}. Installing.`,
  );
  installPackages(missing().flatMap(({ packages }) => packages));
}
for (const { name, packages } of missing())
  console.warn(
    `SKIPPED: the app is not tested in ${name}. On Debian: apt-get install ${packages.join(' ')}`,
  );
