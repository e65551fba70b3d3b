/**
 * One model an isolate, loaded by the first request that needs it.
 * @module
 */
import { openVoiceModel, type VoiceModel } from "./voice-model.ts";

let loading: Promise<VoiceModel> | undefined;

/**
 * The isolate's model. Loading takes some hundred ms of CPU time, on a busy machine more than the second that an isolate
 * may take to start, so that a request pays for it; `keepAlive` lets it finish though its client goes away, since others wait for the same model. A load that failed is
 * tried again by the next request.
 */
export async function loadedModel(keepAlive: (work: Promise<unknown>) => void): Promise<VoiceModel> {
  if (loading === undefined) {
    loading = openVoiceModel().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    keepAlive(loading.catch(() => undefined));
  }
  return loading;
}
