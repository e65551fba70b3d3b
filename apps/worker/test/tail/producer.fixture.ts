/**
 * A Worker that infers in itself, as far as a tail consumer can see: it logs, among other things, the meter's line.
 * @module
 */
export default {
  async fetch(request: Request): Promise<Response> {
    const meter_id = new URL(request.url).searchParams.get("id");
    const labels = { task: "voice-activity-detection", model: "silero-vad" };
    /* oxlint-disable no-console -- what is logged is what is tested */
    console.log(`{"gramme":{"meter_id":"forged","labels":${JSON.stringify(labels)},"inferences":1}}`);
    console.log({ gramme: { meter_id, labels, inferences: 344 } });
    console.log({ gramme: { meter_id, prompt: await request.text() } });
    /* oxlint-enable no-console */
    return new Response("served");
  },
};
