import { BENCHMARK, gridSide, networkMacs, heatMacs } from '../../math/complexity.ts';
import { useWords } from '../language-context.ts';
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
  return `${((100 * operators) / networkMacs(dims, depths, imageSize, classes)).toFixed(1)} %`;
}

/** Why whole layers grow more slowly than what sets them apart. */
export function WhyLayers() {
  const words = useWords().complexity.why;
  const mixing = (part: 'heat' | 'attention') =>
    [SMALLEST, LARGEST].map((size) =>
      share(macsOf(part, gridSide(size)), macsOf(`${part}Layer`, gridSide(size))),
    );
  return (
    <section className={styles.why}>
      <h2>{words.title}</h2>
      <p>{words.mixing([SMALLEST, LARGEST], mixing('heat'), mixing('attention'))}</p>
      <p>{words.network(operatorShare(224), operatorShare(768))}</p>
      <p className={study.note}>{words.slopes}</p>
    </section>
  );
}
