/** Tokens or patches from top to bottom and from left to right. */
export type Grid = readonly [rows: number, columns: number];
