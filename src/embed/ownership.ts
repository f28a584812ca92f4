import type { ExplorerState, ModelInfo } from '../state/explorer.ts';

/** What an answer may be made of. */
export type Ingredient = 'photo' | 'classifier' | 'vheat' | 'vit';

/** Whether anything of these is the user's own: neither the app's nor sent by the page around it. */
export function isUsersOwn(state: ExplorerState, ingredients: readonly Ingredient[]): boolean {
  const isOwnModel = (info: ModelInfo | null) =>
    info !== null && info.id.startsWith('file:') && !state.sentModels.includes(info.id);
  return ingredients.some((one) =>
    one === 'photo' ? state.photoOwner === 'user' : isOwnModel(state[one]),
  );
}
