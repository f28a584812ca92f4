import fc from 'fast-check';
import { test } from 'vitest';
import { readFixture } from '../testing/fixtures.ts';
import { bytesOf, pickle as p, torchZip } from '../testing/torch-file.ts';
import { bytesSource } from './byte-source.ts';
import { CheckpointError } from './error.ts';
import { readCheckpoint } from './read-checkpoint.ts';

const FOUR = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);

/** Reads, and passes when the file parses or is refused as checkpoints are. */
async function survives(file: Uint8Array): Promise<void> {
  try {
    await readCheckpoint(bytesSource(file));
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error;
  }
}

test.each([
  'vheat/pre-norm/checkpoint-float16.pth',
  'vheat/pre-norm/checkpoint-legacy-format.pth',
  'vit/checkpoint.pth',
])(
  'mutations of %s parse or are refused',
  async (path) => {
    const file = await readFixture(path);
    const description = 20_000; // the mutations that matter are in the description and the directory
    const place = fc.oneof(
      fc.nat(description),
      fc.nat(description).map((n) => file.length - 1 - n),
    );
    const edit = fc.tuple(place, fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        fc.option(fc.nat(file.length)),
        async (edits, length) => {
          const mutated = file.slice(0, length ?? file.length);
          for (const [at, value] of edits) if (at < mutated.length) mutated[at] = value;
          await survives(mutated);
        },
      ),
      { numRuns: 300 },
    );
  },
  60_000,
);

test('random streams of opcodes parse or are refused', async () => {
  const opcode = fc.constantFrom(
    ...bytesOf('()].012BCGJKMNQRTUX]abcehjqrstu}'),
    ...Array.from({ length: 24 }, (_, i) => 0x80 + i),
  );
  const piece = fc.oneof(
    { weight: 6, arbitrary: opcode.map((op) => bytesOf(op)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 6 }) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        p.text('w'),
        p.int(2),
        p.global('collections', 'OrderedDict'),
        p.global('yacs.config', 'CfgNode'),
        p.global('torch', 'FloatStorage'),
        p.global('torch._utils', '_rebuild_tensor_v2'),
        p.global('__builtin__', 'set'),
        p.storage('FloatStorage', '0', 4),
        p.tensor(p.storage('FloatStorage', '0', 4), [2, 2]),
        p.dict(p.text('w'), p.tensor(p.storage('FloatStorage', '0', 4), [4])),
        bytesOf('q', 0),
        bytesOf('h', 0),
      ),
    },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
      await survives(torchZip(p.file(...pieces), { 0: FOUR }));
    }),
    { numRuns: 3000 },
  );
}, 60_000);
