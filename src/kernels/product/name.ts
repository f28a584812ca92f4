/** Name under which backends register their kernel. */
export const PRODUCT = 'Product';
