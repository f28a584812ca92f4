import type { ExplorerState } from '../state/explorer.ts';

/** What an answer may be made of. */
export type Ingredient = 'photo' | 'classifier' | 'vheat' | 'vit';

/** Whether anything of these is the user's own: neither the app's nor sent by the page around it. */
export function isUsersOwn(state: ExplorerState, ingredients: readonly Ingredient[]): boolean {
  return ingredients.some((one) =>
    one === 'photo' ? state.photoOwner === 'user' : isUsersModel(state, state[one]?.id ?? null),
  );
}

/** Whether a model is a checkpoint of the user's own, whose name is theirs, too. */
export function isUsersModel({ sentModels }: ExplorerState, id: string | null): boolean {
  return id?.startsWith('file:') === true && !sentModels.includes(id);
}
