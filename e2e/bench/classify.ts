/**
 * `npm run bench:classify`: how long `vheat.classify` takes for a 640×480 photo in the app on WASM, and how much of it
 * is the network's own, after `vite build`. The rest is decoding, cropping, and the way between page and worker.
 */
import { cpus, loadavg } from 'node:os';
import sharp from 'sharp';
import { inApp } from './app.ts';
import { quantile } from './peers/contestant.ts';

const PHOTO = 'src/testing/fixtures/preprocess/large-1600x1203.png';
const WARM_UPS = 10;
const RUNS = 60;

const jpeg = await sharp(PHOTO).resize(640, 480, { fit: 'cover' }).jpeg({ quality: 85 }).toBuffer();

await inApp('vheat-nano', async (page) => {
  const looks = await page.evaluate(
    async ({ base64, count }) => {
      const blob = await (await fetch(`data:image/jpeg;base64,${base64}`)).blob();
      const measured: { whole: number; network: number }[] = [];
      for (let i = 0; i < count; i++) {
        // The page draws what it was told before it is asked again.
        await new Promise((resolve) => setTimeout(resolve, 150));
        const begin = performance.now();
        const { milliseconds } = await window.vheat.classify(blob);
        measured.push({ whole: performance.now() - begin, network: milliseconds });
      }
      return measured;
    },
    { base64: jpeg.toString('base64'), count: WARM_UPS + RUNS },
  );
  const warm = looks.slice(WARM_UPS);
  const told = (name: string, times: readonly number[]) =>
    console.log(
      name.padEnd(10) +
        [0, 0.5, 0.9].map((q) => quantile(times, q).toFixed(1).padStart(8)).join(''),
    );
  console.log(`${cpus()[0].model}, ${cpus().length} threads, load ${loadavg()[0].toFixed(1)}`);
  console.log('ms'.padEnd(10) + ['least', 'median', 'p90'].map((q) => q.padStart(8)).join(''));
  told(
    'classify',
    warm.map(({ whole }) => whole),
  );
  told(
    'network',
    warm.map(({ network }) => network),
  );
  told(
    'the rest',
    warm.map(({ whole, network }) => whole - network),
  );
});
