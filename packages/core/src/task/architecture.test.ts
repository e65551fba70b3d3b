import { describe, expect, test } from "vitest";
import { ARCHITECTURES } from "./architecture.rows.ts";
import { PROMPTED_MODELS, TASK_MODELS } from "./published-point.rows.ts";

/** Encoder layer of a transformer: attention, feed-forward, two norms; all with biases. */
const encoderLayer = (h: number, f: number): number => 4 * (h * h + h) + 2 * h * f + f + h + 4 * h;
/** Decoder layer: as much attention again, and its norm. */
const decoderLayer = (h: number, f: number): number => encoderLayer(h, f) + 4 * (h * h + h) + 2 * h;
const pooler = (h: number): number => h * h + h;
/** Embeddings of BERT and its kin: vocabulary, positions and types, normed. */
const embeddings = (v: number, positions: number, types: number, h: number): number =>
  (v + positions + types) * h + 2 * h;
const bert = (v: number, h = 768, layers = 12): number =>
  embeddings(v, 512, 2, h) + layers * encoderLayer(h, 4 * h) + pooler(h);
const roberta = (v: number, h = 768, layers = 12, positions = 514): number =>
  embeddings(v, positions, 1, h) + layers * encoderLayer(h, 4 * h) + pooler(h);
const distilbert = (v: number): number => embeddings(v, 512, 0, 768) + 6 * encoderLayer(768, 3072);
const gpt2 = (h: number, layers: number): number =>
  (50_257 + 1024) * h + layers * encoderLayer(h, 4 * h) + 2 * h;
const opt = (h: number, layers: number): number =>
  (50_272 + 2050) * h + layers * encoderLayer(h, 4 * h) + 2 * h;
const bloom = (h: number, layers: number): number =>
  250_880 * h + 2 * h + layers * encoderLayer(h, 4 * h) + 2 * h;
const bart = (v: number, h: number, encoders: number, decoders: number): number =>
  v * h + 2 * (1026 * h + 2 * h) + encoders * encoderLayer(h, 4 * h) + decoders * decoderLayer(h, 4 * h);
const pegasus = (positions: number): number =>
  (96_103 + 2 * positions) * 1024 + 16 * (encoderLayer(1024, 4096) + decoderLayer(1024, 4096)) + 4 * 1024;
/** ViT-B of patches of 16 × 16. */
const vit = (patches: number): number =>
  768 * 16 * 16 * 3 + 768 + 768 + (patches + 1) * 768 + 12 * encoderLayer(768, 3072) + 2 * 768 + pooler(768);
/** T5 1.1: no biases, gated feed-forward, positions in 32 buckets; without the output head. */
const t5 = (h: number, f: number, layers: number, heads: number): number =>
  32_128 * h + layers * (12 * h * heads * 64 + 6 * h * f + 5 * h) + 2 * 32 * heads + 2 * h;
/** GPT-Neo has no biases where it asks, and positions for 2048. */
const gptNeo = (50_257 + 2048) * 768 + 12 * (encoderLayer(768, 3072) - 3 * 768) + 2 * 768;
const crossAttention = 4 * (768 * 768 + 768) + 2 * 768;
const LED = bart(50_265, 1024, 12, 12) + (16_384 + 1024 - 2 * 1026) * 1024 + 12 * 3 * (1024 * 1024 + 1024);
/** Image encoder of CLIP, whose patches have no bias. */
const clip = (h: number, layers: number, patch: number): number =>
  3 * patch * patch * h + h + ((224 / patch) ** 2 + 1) * h + layers * encoderLayer(h, 4 * h) + 2 * (2 * h);
/** GIT: an image encoder, a projection, and six layers that write. */
const git = (image: number, h: number): number =>
  image + (h * 768 + 768 + 2 * 768) + embeddings(30_522, 1024, 0, 768) + 6 * encoderLayer(768, 3072);
/** MobileNet at three quarters of its width: a convolution, then depthwise and pointwise ones, all normed. */
const MOBILENET_WIDTHS = [24, 48, 96, 96, 192, 192, 384, 384, 384, 384, 384, 384, 768, 768];
const MOBILENET = MOBILENET_WIDTHS.reduce((sum, width, index) => {
  const before = MOBILENET_WIDTHS[index - 1];
  return sum + (before === undefined ? 27 * width : 9 * before + 2 * before + before * width) + 2 * width;
}, 0);
// U-Net, text encoders, auto-encoder, as their model cards' weights hold them
const AUTO_ENCODER = 83_653_863;
const CLIP_L = 123_060_480;

describe("parameters follow from the published configurations", () => {
  test.each<[keyof typeof ARCHITECTURES, number]>([
    ["bert-base-uncased", bert(30_522)],
    ["bert-base-cased", bert(28_996)],
    ["bert-multilingual-cased", bert(119_547)],
    ["bert-multilingual-uncased", bert(105_879)],
    ["bert-large-uncased", bert(30_522, 1024, 24)],
    ["bert-large-cased", bert(28_996, 1024, 24)],
    ["electra-base", bert(30_522) - pooler(768)],
    ["roberta-base", roberta(50_265)],
    ["roberta-large", roberta(50_265, 1024, 24)],
    ["distilroberta", roberta(50_265, 768, 6)],
    ["xlm-roberta-base", roberta(250_002)],
    ["xlm-roberta-large", roberta(250_002, 1024, 24)],
    ["bertweet", roberta(64_001, 768, 12, 130)],
    ["distilbert-uncased", distilbert(30_522)],
    ["distilbert-cased", distilbert(28_996)],
    ["distilbert-multilingual", distilbert(119_547)],
    ["gpt2", gpt2(768, 12)],
    ["gpt2-medium", gpt2(1024, 24)],
    ["gpt2-xl", gpt2(1600, 48)],
    ["distilgpt2", gpt2(768, 6)],
    ["gpt-neo-125m", gptNeo],
    ["opt-1.3b", opt(2048, 24)],
    ["opt-6.7b", opt(4096, 32)],
    ["bloom-560m", bloom(1024, 24)],
    ["bloom-1b7", bloom(2048, 24)],
    ["bloom-3b", bloom(2560, 30)],
    ["bloom-7b1", bloom(4096, 30)],
    ["bart-base", bart(50_265, 768, 6, 6)],
    ["bart-large", bart(50_264, 1024, 12, 12)],
    ["distilbart-12-6", bart(50_264, 1024, 12, 6)],
    ["led-large", LED],
    ["pegasus-512", pegasus(512)],
    ["pegasus-1024", pegasus(1024)],
    ["vit-base-224", vit(14 ** 2)],
    ["vit-base-384", vit(24 ** 2)],
    ["vit-gpt2", vit(14 ** 2) + gpt2(768, 12) + 12 * crossAttention],
    ["git-base", git(clip(768, 12, 16), 768)],
    ["git-large", git(clip(1024, 24, 14), 1024)],
    ["mobilenet-v1-0.75", MOBILENET],
    ["flan-t5-base", t5(768, 2048, 12, 12)],
    ["flan-t5-large", t5(1024, 2816, 24, 16)],
    ["flan-t5-xl", t5(2048, 5120, 24, 32)],
    ["flan-t5-xxl", t5(4096, 10_240, 24, 64)],
    ["stable-diffusion-1", 859_520_964 + CLIP_L + AUTO_ENCODER],
    ["bk-sdm-tiny", 323_384_964 + CLIP_L + AUTO_ENCODER],
    ["stable-diffusion-2", 865_910_724 + 340_387_840 + AUTO_ENCODER],
    ["stable-diffusion-xl", 2_567_463_684 + CLIP_L + 694_659_840 + AUTO_ENCODER],
  ])("%s", (architecture, parameters) => {
    expect(ARCHITECTURES[architecture][0]).toBe(parameters);
  });

  // what no arithmetic here reaches is held against the figure that papers and cards round it to, in millions
  test.each<[keyof typeof ARCHITECTURES, number]>([
    ["albert-base", 12],
    ["deberta-base", 140],
    ["mdeberta-v3-base", 276],
    ["resnet-18", 11.7],
    ["resnet-50", 25.6],
    ["beit-base", 86],
    ["convnextv2-tiny", 28.6],
    ["blip-base", 224],
    ["blip-large", 446],
    ["blip2-opt-2.7b", 3800],
    ["blip2-flan-t5-xl", 4100],
    ["yolos-tiny", 6.5],
    ["yolos-small", 30.7],
    ["detr-resnet-50", 41],
    ["detr-resnet-101", 60],
    ["deformable-detr", 40],
    ["deta-swin-large", 219],
  ])("%s is near what is printed of it, head and all", (architecture, millions) => {
    const [parameters] = ARCHITECTURES[architecture];
    expect(parameters / (millions * 1e6)).toBeGreaterThan(0.9);
    expect(parameters / (millions * 1e6)).toBeLessThan(1.03);
  });

  test("no count is left unchecked", () => {
    expect(Object.keys(ARCHITECTURES)).toHaveLength(47 + 17);
  });

  test("every architecture is some point's, and says where it is described", () => {
    const named = new Set(
      [...TASK_MODELS, ...PROMPTED_MODELS].flatMap(({ models }) => models.map(([, name]) => name)),
    );
    for (const [name, [, where]] of Object.entries(ARCHITECTURES)) {
      expect(named).toContain(name);
      expect(where).toMatch(/^https:\/\/(arxiv\.org\/abs\/\d{4}\.\d{5}|huggingface\.co\/\S+)$/u);
    }
  });
});
