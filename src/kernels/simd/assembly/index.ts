// All numbers are float32 in memory that the tensor library owns; places are bytes from its beginning.
export { gelu } from './activation';
export { heat } from './heat';
export { layerNorm } from './norm';
export { PANEL, product } from './product';
