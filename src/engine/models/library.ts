import * as v from 'valibot';
import { keptFiles, type KeptRecord } from '../../checkpoint/kept-files.ts';
import {
  entryOf,
  fetchCatalog,
  fetchModelFolder,
  type Catalog,
  type ModelFolder,
} from './catalog.ts';
import { fetchEvidence, type Evidence } from './evidence.ts';
import { EngineError } from '../error.ts';
import { MODEL_CHOICES } from './choices.ts';
import type { CatalogEntry, ModelChoices, ModelInfo } from '../port.ts';

/** What the ids of the user's files begin with. */
const FILE = 'file:';

/** A model that could be loaded. */
export interface ModelSource {
  readonly id: string;
  /** Name or address of the file, as people know it. */
  readonly file: string;
  /** Where its weights are: a folder of parts to download, or a file at hand. */
  readonly from: ModelFolder | Blob;
  /** How it was loaded last. */
  readonly choices: ModelChoices;
}

interface UserFile {
  readonly name: string;
  readonly bytes: number;
  /** Null until a kept file is needed. */
  readonly blob: Blob | null;
  readonly architecture: CatalogEntry['architecture'];
  readonly kept: boolean;
}

/** What the app wrote beside a kept file; other versions may know fewer or more choices. */
const FACTS = v.object({
  architecture: v.picklist(['vheat', 'vit']),
  choices: v.object(MODEL_CHOICES.entries),
});

/**
 * Every model the app can load: those served with it, model folders elsewhere, checkpoints opened from files, and files
 * that this browser keeps. It holds files and addresses, never weights.
 */
export class ModelLibrary {
  private app: Promise<readonly ModelFolder[]> | null = null;
  private readonly addresses = new Map<string, ModelFolder>();
  private readonly files = new Map<string, UserFile>();
  private readonly choices = new Map<string, ModelChoices>();
  private reading: Promise<void> | null = null;
  private readonly storage = keptFiles();

  /** @param onLeftOut told once of models of the catalogue that cannot be offered */
  constructor(
    private readonly modelsUrl: () => string,
    private readonly onLeftOut: (leftOut: Catalog['leftOut']) => void,
  ) {}

  async list(): Promise<CatalogEntry[]> {
    await this.readKept();
    const app = await this.appFolders();
    return [
      ...app.map((folder) => entryOf(folder, 'app')),
      ...[...this.addresses].map(([id, folder]) => ({ ...entryOf(folder, 'address'), id })),
      ...[...this.files].map(([id, { name, bytes, architecture, kept }]) => ({
        ...{ id, name, bytes, architecture, kept },
        origin: 'file' as const,
      })),
    ];
  }

  /** @throws EngineError `model-unknown`, `kept-gone`; for an address all of {@link fetchModelFolder} */
  async find(id: string): Promise<ModelSource> {
    await this.readKept();
    const choices = this.choices.get(id) ?? {};
    const file = this.files.get(id);
    if (file) return { id, file: file.name, from: await this.blobOf(id, file), choices };
    if (/^https?:/i.test(id)) {
      const from = this.addresses.get(id) ?? (await fetchModelFolder(id));
      return { id, file: id, from, choices };
    }
    const from = (await this.appFolders()).find(({ config }) => config.id === id);
    if (from) return { id, file: from.config.name, from, choices };
    throw new EngineError('model-unknown', { asked: 'call', id });
  }

  /** A file that was just opened; it is listed once {@link loaded}. One of the same name and size replaces the older. */
  async sourceOf(blob: Blob, name: string): Promise<ModelSource> {
    await this.readKept();
    let id = `${FILE}${name}`;
    for (let n = 2; (this.files.get(id)?.bytes ?? blob.size) !== blob.size; n++)
      id = `${FILE}${name}~${n}`;
    return { id, file: name, from: blob, choices: {} };
  }

  /** Lists a model that was loaded, and remembers how. */
  async loaded({ id, file, from }: ModelSource, info: ModelInfo): Promise<void> {
    const { architecture, choices } = info;
    this.choices.set(id, choices);
    if (from instanceof Blob) {
      const known = this.files.get(id);
      const kept = known?.blob === from && known.kept;
      this.files.set(id, { name: file, bytes: from.size, blob: from, architecture, kept });
      if (kept) await this.storage.update(recordOf(id, file, from.size, architecture, choices));
    } else if (/^https?:/i.test(id)) this.addresses.set(id, from);
  }

  /** Keeps an opened file for the next visit; false where there is no room or no storage. */
  async keep(id: string): Promise<boolean> {
    const file = this.files.get(id);
    if (!file?.blob) return file?.kept ?? false;
    const { name, bytes, blob, architecture } = file;
    const record = recordOf(id, name, bytes, architecture, this.choices.get(id) ?? {});
    const kept = await this.storage.write(record, blob);
    if (this.files.get(id) === file) this.files.set(id, { ...file, kept });
    return kept;
  }

  /** See `EnginePort.evidence`. @throws what `find` and `fetchEvidence` throw */
  async evidence(id: string): Promise<Evidence | null> {
    const { from } = await this.find(id);
    return from instanceof Blob ? null : fetchEvidence(from);
  }

  async forget(id: string): Promise<void> {
    this.addresses.delete(id);
    this.choices.delete(id);
    if (this.files.delete(id)) await this.storage.remove(id);
  }

  private appFolders(): Promise<readonly ModelFolder[]> {
    this.app ??= fetchCatalog(this.modelsUrl()).then(
      ({ folders, leftOut }) => {
        if (leftOut.length > 0) this.onLeftOut(leftOut);
        return folders;
      },
      (error: unknown) => {
        this.app = null; // the next call tries again
        throw error;
      },
    );
    return this.app;
  }

  private readKept(): Promise<void> {
    this.reading ??= this.storage.list().then((records) => {
      for (const { id, name, bytes, facts } of records) {
        const known = v.safeParse(FACTS, facts);
        if (!known.success) continue;
        const { architecture, choices } = known.output;
        this.files.set(id, { name, bytes, blob: null, architecture, kept: true });
        this.choices.set(id, choices);
      }
    });
    return this.reading;
  }

  private async blobOf(id: string, file: UserFile): Promise<Blob> {
    const blob = file.blob ?? (await this.storage.read(id));
    if (blob?.size !== file.bytes) {
      await this.forget(id);
      throw new EngineError('kept-gone', { name: file.name });
    }
    this.files.set(id, { ...file, blob });
    return blob;
  }
}

function recordOf(
  id: string,
  name: string,
  bytes: number,
  architecture: CatalogEntry['architecture'],
  choices: ModelChoices,
): KeptRecord {
  return { id, name, bytes, facts: { architecture, choices } };
}
