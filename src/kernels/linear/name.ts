/** Names under which backends register their kernels. */
export const LINEAR = 'Linear';
export const LINEAR_PAIR = 'LinearPair';
/** Where a backend has this kernel, weights may be on it as pairs of halves. */
export const UNPACK_HALVES = 'UnpackHalves';
