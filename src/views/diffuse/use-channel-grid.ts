import { useEffect, useRef, useState, type RefObject } from 'react';
import {
  createChannelGrid,
  type ChannelGrid,
  type GridStatus,
} from '../../render/channel-grid/channel-grid.ts';
import type { ChannelGridProps } from '../../render/channel-grid/types.ts';
import { constantOf, exponentTime } from '../../state/conduction.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { pageLoop } from '../transport/page-loop.ts';

/** A picture that has not moved for this long is still: then all channels are drawn. */
const REST_MS = 150;

type StillProps = Omit<ChannelGridProps, 'constantK'>;

/**
 * A channel grid inside `host` that follows time and diffusivity frame by frame while it is on screen.
 * @returns what it draws with and how many channels fit; null until it has drawn
 */
export function useChannelGrid(
  host: RefObject<HTMLElement | null>,
  props: StillProps | null,
): GridStatus | null {
  const { store } = useExplorer();
  // Someone who asks for WebGPU by name gets it even where it is emulated.
  const allowSoftwareGpu = useExplorerState((s) => s.backend === 'webgpu');
  const [grid, setGrid] = useState<ChannelGrid | null>(null);
  const [status, setStatus] = useState<GridStatus | null>(null);
  const dirty = useRef(true);

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let made: ChannelGrid | null = null;
    let gone = false;
    void createChannelGrid(element, { allowSoftwareGpu, onStatus: setStatus }).then((created) => {
      if (gone) created.destroy();
      else setGrid((made = created));
    });
    return () => {
      gone = true;
      made?.destroy();
      setGrid(null);
      setStatus(null);
    };
  }, [host, allowSoftwareGpu]);

  useEffect(() => {
    if (!grid || !props) return;
    grid.setProps(props);
    dirty.current = true;
    pageLoop().markDirty();
  }, [grid, props]);

  useEffect(() => {
    const element = host.current;
    if (!grid || !element) return;
    let visible = true;
    let time: number | null = null;
    let constantK: number | null = null;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const redraw = () => {
      dirty.current = true;
      pageLoop().markDirty();
    };
    const observer = new IntersectionObserver((entries) => {
      visible = entries[entries.length - 1].isIntersecting;
      if (visible) pageLoop().markDirty();
    });
    observer.observe(element);
    const remove = pageLoop().add(() => {
      const state = store.getState();
      const now = exponentTime(state);
      const constant = constantOf(state);
      const moved = time !== null && (now !== time || constant !== constantK);
      if (!visible || (!dirty.current && !moved)) return false;
      if (constant !== constantK) grid.setProps({ constantK: constant });
      dirty.current = false;
      time = now;
      constantK = constant;
      grid.render(now, !moved);
      clearTimeout(rest);
      if (moved) rest = setTimeout(redraw, REST_MS);
      return false;
    });
    return () => {
      observer.disconnect();
      clearTimeout(rest);
      remove();
    };
  }, [host, grid, store]);

  return status;
}
