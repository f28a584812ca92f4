/** Name under which backends register their kernel. */
export const HEAT = 'HeatConduct';
