/** Names of the files in a model folder that the app may ask for. */
export const SERVED_FILE = /\.(json|md|bin|safetensors(\.part\d+)?)$/;
