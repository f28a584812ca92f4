/**
 * A GPU device of the page's own, for drawing; the network's device lives in another thread and may be lost alone.
 * @param allowSoftware also accepts a GPU emulated on the CPU
 * @returns null where there is none
 */
export async function requestRenderDevice(allowSoftware: boolean): Promise<GPUDevice | null> {
  if (!('gpu' in navigator)) return null;
  try {
    const adapter = await navigator.gpu.requestAdapter();
    if (adapter === null || (isSoftware(adapter) && !allowSoftware)) return null;
    return await adapter.requestDevice();
  } catch {
    // Asking for a device may be refused by policy or after too many losses: then it is drawn without.
    return null;
  }
}

function isSoftware(adapter: GPUAdapter): boolean {
  return adapter.info.isFallbackAdapter || adapter.info.architecture === 'swiftshader';
}
