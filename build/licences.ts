import { readFileSync } from 'node:fs';
import license, { type Dependency } from 'rollup-plugin-license';
import type { Plugin } from 'vite';

const FILE = 'third-party-licences.txt';

/** Packages that are only styles and files, in which no program is found. */
const FONTS = ['@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono'];

/** Everything that the page and its worker, which are built apart, contain of others. */
const contained = new Map<string, Dependency>();

/** Takes note of the packages in what is built; belongs into each of the two builds. */
export function licences(): Plugin {
  // Written for Rollup, whose hooks have the same shape but other types.
  return license({
    thirdParty(dependencies) {
      for (const dependency of dependencies)
        contained.set(`${dependency.name} ${dependency.version}`, dependency);
    },
  }) as unknown as Plugin;
}

function textOf([title, { license: terms, licenseText, noticeText }]: [
  string,
  Dependency,
]): string {
  return [`${title} (${terms ?? 'terms unknown'})`, licenseText, noticeText]
    .filter((part) => part != null)
    .join('\n\n');
}

/** Writes the licences of all packages that were noted beside the page; after {@link licences} in the page's build. */
export function ownLicences(): Plugin {
  return {
    name: 'third-party-licences',
    apply: 'build',
    generateBundle() {
      const fonts = FONTS.map((name) => {
        const read = (file: string) =>
          readFileSync(`${import.meta.dirname}/../node_modules/${name}/${file}`, 'utf8');
        const { version, license: terms } = JSON.parse(read('package.json')) as Record<
          string,
          string
        >;
        return `${name} ${version} (${terms})\n\n${read('LICENSE')}`;
      });
      const programs = [...contained].sort(([a], [b]) => (a < b ? -1 : 1)).map(textOf);
      const texts = [...fonts, ...programs];
      const source = `${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
      this.emitFile({ type: 'asset', fileName: FILE, source });
    },
  };
}
