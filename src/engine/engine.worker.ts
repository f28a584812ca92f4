import { expose, transfer, transferHandlers } from 'comlink';
import { Engine } from './engine.ts';
import type { Capture, Classification, EnginePort, ImageInfo } from './port.ts';

// Comlink sends an error's name, message and stack: the code must come along.
const thrown = transferHandlers.get('throw');
if (thrown !== undefined)
  transferHandlers.set('throw', {
    canHandle: (value): value is unknown => thrown.canHandle(value),
    serialize(value: unknown) {
      const [serialized, moved] = thrown.serialize(value) as [
        { isError: boolean; value: Record<string, unknown> },
        Transferable[],
      ];
      const { value: error } = value as { value: unknown };
      if (error instanceof Error && 'code' in error) serialized.value.code = error.code;
      return [serialized, moved];
    },
    deserialize: (value) => thrown.deserialize(value),
  });

const engine = new Engine();

const port: EnginePort = {
  start: (options, onEvent) => engine.start(options, onEvent),
  catalog: () => engine.catalog(),
  load: (id) => engine.load(id),
  cancelLoad: () => engine.cancelLoad(),
  openImage: async (source) => moved(await engine.openImage(source), ({ view }) => [view.data]),
  classify: async (knobs) =>
    moved(await engine.classify(knobs), ({ probabilities, crop }) => [probabilities, crop.data]),
  whatIf: async (knobs) =>
    moved(await engine.whatIf(knobs), ({ probabilities, crop }) => [probabilities, crop.data]),
  capture: async (place, knobs) =>
    moved(await engine.capture(place, knobs), ({ u0, k, gate, ut }) => [u0, k, gate, ut]),
  memory: () => engine.memory(),
};

/** Hands an answer's arrays over instead of copying them. */
function moved<T extends ImageInfo | Classification | Capture>(
  answer: T,
  arrays: (answer: T) => { buffer: ArrayBuffer }[],
): T {
  return transfer(
    answer,
    arrays(answer).map(({ buffer }) => buffer),
  );
}

expose(port);
