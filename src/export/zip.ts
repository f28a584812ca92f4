import { zip, type AsyncZippable } from 'fflate';
import { describe } from './figure-json.ts';
import { fileName, makeFile, type ExportFile } from './files.ts';
import { aboutOf, type ExportItem, type Provenance } from './item.ts';
import { kindsOf, type ExportKind } from './kinds.ts';

/** One size is enough, and what an NPY has beside it holds no numbers again. */
const LEFT_OUT: readonly ExportKind[] = ['png', 'png4', 'json'];

const utf8 = (text: string) => new TextEncoder().encode(text);
const json = (value: unknown) => utf8(`${JSON.stringify(value, null, 1)}\n`);

function zipped(files: AsyncZippable): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    zip(files, (error, bytes) => {
      if (error === null) resolve(bytes);
      else reject(error);
    });
  });
}

/**
 * All that is on screen in one ZIP, each as PNG, SVG and CSV, figures as NPY with a JSON beside it that says what it is.
 */
export async function makeZip(
  items: readonly ExportItem[],
  provenance: Provenance,
): Promise<ExportFile> {
  const files: AsyncZippable = {
    'about.json': json(provenance),
    'citation.bib': utf8(`${provenance.citation}\n`),
  };
  for (const [i, item] of items.entries()) {
    const name = `${String(i + 1).padStart(2, '0')}-${fileName(item.name)}`;
    if (item.kind === 'figure')
      files[`${name}.json`] = json(describe(item.figure, aboutOf(item, provenance)));
    for (const kind of kindsOf(item).filter((one) => !LEFT_OUT.includes(one))) {
      const file = await makeFile(item, kind, provenance);
      const ending = file.name.slice(file.name.lastIndexOf('.'));
      files[`${name}${ending}`] = new Uint8Array(await file.blob.arrayBuffer());
    }
  }
  return {
    name: `${fileName('vheat', provenance.view)}.zip`,
    blob: new Blob([await zipped(files)], { type: 'application/zip' }),
  };
}
