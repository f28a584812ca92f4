import { BENCHMARK, gridSide, networkMacs, heatMacs } from '../../math/complexity.ts';
import study from '../maps/study.module.css';
import styles from './complexity.module.css';
import { macsOf } from './series.ts';
import { share } from './words.ts';

const TINY = { dims: [96, 192, 384, 768], depths: [2, 2, 6, 2], classes: 1000 };
const [SMALLEST] = BENCHMARK.imageSizes;
const LARGEST = BENCHMARK.imageSizes[BENCHMARK.imageSizes.length - 1];

/** Share of DCT, decay and inverse DCT in all of vHeat-T's multiply–adds. */
function operatorShare(imageSize: number): string {
  const { dims, depths, classes } = TINY;
  const operators = dims.reduce(
    (sum, width, stage) => sum + depths[stage] * heatMacs(imageSize / 4 / 2 ** stage, width).mixing,
    0,
  );
  return ((100 * operators) / networkMacs(dims, depths, imageSize, classes)).toFixed(1);
}

/** Why whole layers grow more slowly than what sets them apart. */
export function WhyLayers() {
  const mixing = (part: 'heat' | 'attention', size: number) =>
    share(macsOf(part, gridSide(size)), macsOf(`${part}Layer`, gridSide(size)));
  return (
    <section className={styles.why}>
      <h2>Why whole layers lie nearer to 1</h2>
      <p>
        Around the mixing stand linear layers. They look at one token at a time, so their work grows
        as N¹. Mixing is only {mixing('heat', SMALLEST)} of a heat layer’s multiply–adds at{' '}
        {SMALLEST} px and {mixing('heat', LARGEST)} at {LARGEST} px; of an attention layer’s it is{' '}
        {mixing('attention', SMALLEST)} and {mixing('attention', LARGEST)}.
      </p>
      <p>
        In vHeat-T as a whole the heat operator is {operatorShare(224)} % of the multiply–adds at
        224 px and {operatorShare(768)} % at 768 px: seeing everything stays cheap as images grow.
      </p>
      <p className={study.note}>
        Fitted exponents are slopes on logarithmic axes, least squares over all points. Where
        starting the work costs more than the work itself, as on a GPU with few tokens, a measured
        slope is flatter than theory; where arrays outgrow the caches it is steeper.
      </p>
    </section>
  );
}
