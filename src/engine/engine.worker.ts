import { expose, transfer, transferHandlers } from 'comlink';
import { WeightsError } from '../model/nn/state-dict.ts';
import { Engine } from './engine.ts';
import type { EnginePort } from './port.ts';

// Comlink sends an error's name, message and stack: the code and the keys at fault must come along.
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
      if (error instanceof WeightsError) {
        const { missing, unexpected, wrongShape } = error;
        serialized.value.keys = { missing, unexpected, wrongShape };
      }
      return [serialized, moved];
    },
    deserialize: (value) => thrown.deserialize(value),
  });

const engine = new Engine();

const port: EnginePort = {
  start: (options, onEvent) => engine.start(options, onEvent),
  catalog: () => engine.catalog(),
  load: (id, choices) => engine.load(id, choices),
  open: (file, name, choices) => engine.open(file, name, choices),
  keepModel: (id) => engine.keepModel(id),
  forgetModel: (id) => engine.forgetModel(id),
  loadCompanion: (id) => engine.loadCompanion(id),
  cancelLoad: () => engine.cancelLoad(),
  openImage: async (source) => moved(await engine.openImage(source), ({ view }) => [view.data]),
  currentImage: async () => moved(await engine.currentImage(), ({ view }) => [view.data]),
  classify: async (knobs) =>
    moved(await engine.classify(knobs), ({ probabilities, crop }) => [probabilities, crop.data]),
  whatIf: async (knobs) =>
    moved(await engine.whatIf(knobs), ({ probabilities, crop }) => [probabilities, crop.data]),
  capture: async (place, knobs) =>
    moved(await engine.capture(place, knobs), ({ u0, k, gate, ut }) => [u0, k, gate, ut]),
  heatFrom: async (kind, patch, knobs) =>
    moved(await engine.heatFrom(kind, patch, knobs), (layers) => layers.map((l) => l.field.data)),
  conductionDistances: (knobs) => engine.conductionDistances(knobs),
  attention: async () => moved(await engine.attention(), ({ layers }) => layers),
  receptiveField: async (request, knobs, onProgress) =>
    moved(await engine.receptiveField(request, knobs, onProgress), ({ field }) => [field.data]),
  cancelFields: (asker) => engine.cancelFields(asker),
  timeLayers: (sides, onTiming) => engine.timeLayers(sides, onTiming),
  cancelTiming: () => engine.cancelTiming(),
  memory: () => engine.memory(),
};

/** Hands an answer's arrays over instead of copying them. */
function moved<T extends object>(
  answer: T,
  arrays: (answer: T) => readonly { buffer: ArrayBuffer }[],
): T {
  return transfer(
    answer,
    arrays(answer).map(({ buffer }) => buffer),
  );
}

expose(port);
