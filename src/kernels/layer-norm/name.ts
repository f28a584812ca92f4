/** Names under which backends register their kernels. */
export const LAYER_NORM = 'LayerNorm';
export const GATED_LAYER_NORM = 'GatedLayerNorm';
