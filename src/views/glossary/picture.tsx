import { useEffect, useMemo, useRef } from 'react';
import type { ScaledField } from '../../render/figure.ts';
import { createHeatMap } from '../../render/heat-map.ts';
import { useColours } from '../maps/use-colours.ts';
import { PICTURES } from './pictures.ts';
import type { TermName } from './term-name.ts';
import styles from './glossary.module.css';

/** What a term looks like, where it has a picture; the card's sentences say the same. */
export default function Picture({ of }: { readonly of: TermName }) {
  const maps = useMemo(() => PICTURES[of]?.() ?? [], [of]);
  if (maps.length === 0) return null;
  return (
    <div className={styles.picture} aria-hidden="true">
      {maps.map((map, i) => (
        <Map key={i} map={map} />
      ))}
    </div>
  );
}

function Map({ map }: { readonly map: ScaledField }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colours = useColours();
  useEffect(() => {
    if (!canvas.current) return;
    const heat = createHeatMap(canvas.current);
    heat.show({ ...map, colours: colours[map.scale.kind], smooth: false });
    heat.render();
    return () => heat.destroy();
  }, [map, colours]);
  return <canvas ref={canvas} />;
}
