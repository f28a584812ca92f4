/** Names under which backends register their kernels: the whole operator, and what it does along columns of tokens. */
export const HEAT = 'HeatConduct';
export const HEAT_OF_COLUMNS = 'HeatConductColumns';

/** Floats of a tile: every WebGPU device offers 16 KB of shared memory to a workgroup. */
export const TILE_FLOATS = 4096;
