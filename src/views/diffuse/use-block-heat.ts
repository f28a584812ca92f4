import { useEffect, useRef, useState } from 'react';
import { blockHeat, type BlockHeat } from '../../math/block-heat.ts';
import { reachesUpstream } from '../../state/conduction.ts';
import { asMessage, type Capture, type Explorer, type Knobs } from '../../state/explorer.ts';
import { AS_TRAINED, knobsOf } from '../../state/knobs.ts';
import type { Message } from '../../state/messages.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';

/** What decides whether knobs change the source of the block in view. */
const DECISIVE = [
  't',
  'k',
  'kConst',
  'scope',
  'knobStage',
  'knobBlock',
  'stage',
  'block',
  'play',
] as const;

/** Knobs have come to rest when they have not moved for this long. */
const REST_MS = 150;

/** What the hook knows; the block shown before stays until the next one is there. */
export interface BlockState {
  readonly block: BlockHeat | null;
  /** Why there is none, or not the newest. */
  readonly problem: Message | null;
}

/**
 * The heat of the block in view on the current photo. The source is the network's own: when knobs change what comes
 * before the block it is captured again, as soon as they rest.
 * @param needed whether anything that is shown draws it; else nothing is captured
 */
export function useBlockHeat(needed: boolean): BlockState {
  const explorer = useExplorer();
  const image = useExplorerState((s) => s.image?.id ?? null);
  const model = useExplorerState((s) => s.vheat?.load ?? null);
  const stage = useExplorerState((s) => s.stage);
  const block = useExplorerState((s) => s.block);
  const upstream = useUpstreamKnobs();
  const learned = useRef<{ key: string; capture: Promise<Capture> } | null>(null);
  const [state, setState] = useState<BlockState>({ block: null, problem: null });

  useEffect(() => {
    if (!needed || image === null || model === null) return;
    const controller = new AbortController();
    const { signal } = controller;
    const place = { stage, block };
    const key = [image, model, stage, block].join();
    if (learned.current?.key !== key) {
      learned.current = { key, capture: captured(explorer, place, AS_TRAINED) };
    }
    const { capture } = learned.current;
    (async () => {
      const { u0, k, shape } = await capture;
      if (signal.aborted) return;
      const now = upstream === null ? u0 : (await captured(explorer, place, upstream)).u0;
      return blockHeat(place, now, k, shape);
    })().then(
      (heat) => {
        if (heat && !signal.aborted) setState({ block: heat, problem: null });
      },
      (error: unknown) => {
        learned.current = null;
        const problem = asMessage(error);
        if (!signal.aborted) setState((before) => ({ ...before, problem }));
      },
    );
    return () => controller.abort();
  }, [explorer, needed, image, model, stage, block, upstream]);

  return state;
}

/** Captures, again when another caller's capture took the place of this one in the queue. */
async function captured(
  explorer: Explorer,
  place: { stage: number; block: number },
  knobs: Knobs,
): Promise<Capture> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await explorer.capture(place, knobs);
    } catch (error) {
      if (asMessage(error).code !== 'superseded' || attempt === 3) throw error;
    }
  }
}

/** The knobs at rest where they change what flows into the block; null where its source is as trained. */
function useUpstreamKnobs(): Knobs | null {
  const { store } = useExplorer();
  const [knobs, setKnobs] = useState<Knobs | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      const state = store.getState();
      const next = reachesUpstream(state) ? knobsOf(state) : null;
      setKnobs((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    };
    const wait = () => {
      clearTimeout(timer);
      if (!store.getState().play) timer = setTimeout(settle, REST_MS);
    };
    wait();
    const unsubscribe = store.subscribe((state, previous) => {
      if (DECISIVE.some((key) => state[key] !== previous[key])) wait();
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [store]);
  return knobs;
}
