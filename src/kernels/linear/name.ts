/** Names under which backends register their kernels. */
export const LINEAR = 'Linear';
export const LINEAR_PAIR = 'LinearPair';
