import { Segments } from '../controls/segments.tsx';
import { setLook, useLook, type Look } from './look.ts';
import styles from './controls.module.css';

type Options<K extends keyof Look> = readonly {
  readonly value: Look[K] & string;
  readonly label: string;
}[];

const SIGNED: Options<'signed'> = [
  { value: 'theme', label: 'blue · red' },
  { value: 'purple-orange', label: 'purple · orange' },
];
const MAGNITUDES: Options<'magnitude'> = [
  { value: 'inferno', label: 'inferno' },
  { value: 'cividis', label: 'cividis' },
  { value: 'grey', label: 'grey' },
];
const SCALES: Options<'scale'> = [
  { value: 'source', label: 'max |U⁰|' },
  { value: 'shared', label: 'block' },
  { value: 'own', label: 'own' },
];
const PIXELS = [
  { value: 'smooth', label: 'smooth' },
  { value: 'pixel', label: 'tokens' },
];

/** How maps are drawn: colours that survive projectors and colour blindness, scales, interpolation. */
export function DisplayOptions() {
  const look = useLook();
  return (
    <details className={styles.display}>
      <summary>Colours and scales</summary>
      <dl className={styles.options}>
        <dt>signed maps</dt>
        <dd>
          <Segments
            label="Colours of signed maps"
            value={look.signed}
            options={SIGNED}
            onChange={(signed) => setLook({ signed })}
          />
        </dd>
        <dt>magnitudes</dt>
        <dd>
          <Segments
            label="Colours of magnitudes"
            value={look.magnitude}
            options={MAGNITUDES}
            onChange={(magnitude) => setLook({ magnitude })}
          />
        </dd>
        <dt>scale</dt>
        <dd>
          <Segments
            label="Colour scale"
            value={look.scale}
            options={SCALES}
            onChange={(scale) => setLook({ scale })}
          />
        </dd>
        <dt>between tokens</dt>
        <dd>
          <Segments
            label="Interpolation"
            value={look.smooth ? 'smooth' : 'pixel'}
            options={PIXELS}
            onChange={(value) => setLook({ smooth: value === 'smooth' })}
          />
        </dd>
      </dl>
    </details>
  );
}
