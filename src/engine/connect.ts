import { proxy, wrap } from 'comlink';
import type { EnginePort } from './port.ts';

/** Starts the engine's worker and returns its port. Call once. */
export function connectEngine(): EnginePort {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });
  const remote = wrap<EnginePort>(worker);
  return {
    start: (options, onEvent) => remote.start(options, proxy(onEvent)),
    catalog: () => remote.catalog(),
    load: (id, choices) => remote.load(id, choices),
    open: (file, name, choices) => remote.open(file, name, choices),
    keepModel: (id) => remote.keepModel(id),
    forgetModel: (id) => remote.forgetModel(id),
    loadCompanion: (id) => remote.loadCompanion(id),
    cancelLoad: () => remote.cancelLoad(),
    openImage: (source) => remote.openImage(source),
    currentImage: () => remote.currentImage(),
    classify: (knobs) => remote.classify(knobs),
    whatIf: (knobs) => remote.whatIf(knobs),
    capture: (place, knobs) => remote.capture(place, knobs),
    heatFrom: (kind, patch, knobs) => remote.heatFrom(kind, patch, knobs),
    conductionDistances: (knobs) => remote.conductionDistances(knobs),
    attention: () => remote.attention(),
    receptiveField: (request, knobs, onProgress) =>
      remote.receptiveField(request, knobs, proxy(onProgress)),
    cancelFields: (asker) => remote.cancelFields(asker),
    timeLayers: (sides, onTiming) => remote.timeLayers(sides, proxy(onTiming)),
    cancelTiming: () => remote.cancelTiming(),
    memory: () => remote.memory(),
  };
}
