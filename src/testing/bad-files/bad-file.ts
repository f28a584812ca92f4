/** A file that must be refused: what it is, its bytes, the error's code and its exact message. */
export type BadFile = readonly [what: string, bytes: Uint8Array, code: string, message: string];

export const AGAIN = 'Get the file from its source again.';
export const DAMAGED = 'This checkpoint is damaged or was not made by PyTorch:';
export const OPEN_THAT = 'Save model.state_dict() alone with torch.save and open that.';
