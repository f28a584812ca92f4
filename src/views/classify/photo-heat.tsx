import { useEffect, useId, useRef, useState } from 'react';
import { createPixelHeat, pictureSpectrum } from '../../math/pixel-heat.ts';
import { remembered } from '../../math/remembered.ts';
import { context2d } from '../../render/heat-map.ts';
import type { Pixels } from '../../state/explorer.ts';
import { Button } from '../controls/button.tsx';
import { Icon } from '../controls/icon.tsx';
import { useMedia } from '../controls/use-media.ts';
import { useExplorer } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import { pixelsAt } from '../photo/pixels-at.ts';
import { Prose } from '../prose.tsx';
import { pageLoop } from '../transport/page-loop.ts';
import styles from './intro.module.css';

const SIZE = 128;

/** Heat flows for this long after a photo came; what moves by itself is to end within five seconds. */
const FLOW_SECONDS = 4.5;

/** Time grows from the smallest kt worth seeing to the largest, in pixels², by equal factors. */
const [FIRST_KT, LAST_KT] = [0.25, 400];

/** What is shown where motion is not wanted, and in the end: a blur that one sees. */
const REST_KT = 6;

const heatOf = remembered((photo: Pixels, size: number) =>
  createPixelHeat(pictureSpectrum(pixelsAt(photo, size), size)),
);

/** The photo's own light as heat that flows once, and a way to what the network does with it. */
export default function PhotoHeat({ photo }: { readonly photo: Pixels }) {
  const explorer = useExplorer();
  const words = useWords().intro.heat;
  const title = useId();
  const calm = useMedia('(prefers-reduced-motion: reduce)');
  const canvas = useRef<HTMLCanvasElement>(null);
  const [flows, setFlows] = useState(0);

  useEffect(() => {
    if (!canvas.current) return;
    const context = context2d(canvas.current);
    const show = (kt: number) => {
      const heat = heatOf(photo, SIZE);
      heat.advance(kt);
      context.putImageData(new ImageData(heat.pixels, SIZE, SIZE), 0, 0);
    };
    const stays = calm && flows === 0;
    let flowed = 0;
    // Made in a frame, not with the answer that the photo comes with: that would have to wait for it.
    const remove = pageLoop().add((elapsed) => {
      flowed += elapsed;
      const part = stays ? 1 : flowed / FLOW_SECONDS;
      if (part < 1) {
        show(FIRST_KT * (LAST_KT / FIRST_KT) ** part);
        return true;
      }
      show(REST_KT);
      remove();
      return false;
    });
    return remove;
  }, [photo, calm, flows]);

  return (
    <section className={styles.heat} aria-labelledby={title}>
      <h2 id={title}>{words.title}</h2>
      <canvas ref={canvas} width={SIZE} height={SIZE} role="img" aria-label={words.title} />
      <div className={styles.ways}>
        <Button
          look="icon"
          aria-label={words.again}
          title={words.again}
          onClick={() => setFlows(flows + 1)}
        >
          <Icon name="reset" />
        </Button>
        <Button onClick={() => void explorer.set({ view: 'diffuse' })}>{words.inside}</Button>
      </div>
      <p>
        <Prose>{words.caption}</Prose>
      </p>
    </section>
  );
}
