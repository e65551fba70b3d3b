/**
 * How many parameters the networks of published points have. Counted as they are loaded: embeddings and body, without
 * the head of a task; of an image generator its U-Net, text encoders and auto-encoder, without the filter that looks at
 * what was made. Two thirds follow from a published configuration by arithmetic, and a test does it; image generators
 * are sums of their parts; the rest agree with what the paper or the model's card prints.
 * @module
 */

/** Parameters of an architecture in one configuration, and where it is described. */
export type ArchitectureRow = readonly [parameters: number, described: string];

/** Architectures by a name of ours, which says vocabulary or resolution where counts go by it. */
export const ARCHITECTURES = {
  "distilbert-uncased": [66_362_880, "https://arxiv.org/abs/1910.01108"],
  "distilbert-cased": [65_190_912, "https://arxiv.org/abs/1910.01108"],
  "distilbert-multilingual": [134_734_080, "https://arxiv.org/abs/1910.01108"],
  "bert-base-cased": [108_310_272, "https://arxiv.org/abs/1810.04805"],
  "bert-base-uncased": [109_482_240, "https://arxiv.org/abs/1810.04805"],
  "bert-multilingual-cased": [177_853_440, "https://arxiv.org/abs/1810.04805"],
  "bert-multilingual-uncased": [167_356_416, "https://arxiv.org/abs/1810.04805"],
  "bert-large-uncased": [335_141_888, "https://arxiv.org/abs/1810.04805"],
  "bert-large-cased": [333_579_264, "https://arxiv.org/abs/1810.04805"],
  "roberta-base": [124_645_632, "https://arxiv.org/abs/1907.11692"],
  "roberta-large": [355_359_744, "https://arxiv.org/abs/1907.11692"],
  distilroberta: [82_118_400, "https://huggingface.co/deepset/tinyroberta-squad2"],
  "xlm-roberta-base": [278_043_648, "https://arxiv.org/abs/1911.02116"],
  "xlm-roberta-large": [559_890_432, "https://arxiv.org/abs/1911.02116"],
  "albert-base": [11_683_584, "https://arxiv.org/abs/1909.11942"],
  "deberta-base": [138_601_728, "https://arxiv.org/abs/2006.03654"],
  "mdeberta-v3-base": [278_218_752, "https://arxiv.org/abs/2111.09543"],
  "electra-base": [108_891_648, "https://arxiv.org/abs/2003.10555"],
  bertweet: [134_899_968, "https://arxiv.org/abs/2005.10200"],
  "bart-base": [139_420_416, "https://arxiv.org/abs/1910.13461"],
  "bart-large": [406_290_432, "https://arxiv.org/abs/1910.13461"],
  "distilbart-12-6": [305_510_400, "https://arxiv.org/abs/2010.13002"],
  "led-large": [459_801_600, "https://arxiv.org/abs/2004.05150"],
  "pegasus-512": [569_748_480, "https://arxiv.org/abs/1912.08777"],
  "pegasus-1024": [570_797_056, "https://arxiv.org/abs/1912.08777"],
  "mobilenet-v1-0.75": [1_816_560, "https://arxiv.org/abs/1704.04861"],
  "resnet-18": [11_176_512, "https://arxiv.org/abs/1512.03385"],
  "resnet-50": [23_508_032, "https://arxiv.org/abs/1512.03385"],
  "vit-base-224": [86_389_248, "https://arxiv.org/abs/2010.11929"],
  "vit-base-384": [86_681_088, "https://arxiv.org/abs/2010.11929"],
  "beit-base": [85_761_984, "https://arxiv.org/abs/2106.08254"],
  "convnextv2-tiny": [27_866_496, "https://arxiv.org/abs/2301.00808"],
  "git-base": [153_147_648, "https://arxiv.org/abs/2205.14100"],
  "git-large": [370_724_608, "https://arxiv.org/abs/2205.14100"],
  "blip-base": [224_726_017, "https://arxiv.org/abs/2201.12086"],
  "blip-large": [447_175_937, "https://arxiv.org/abs/2201.12086"],
  "vit-gpt2": [239_195_904, "https://huggingface.co/nlpconnect/vit-gpt2-image-captioning"],
  "blip2-opt-2.7b": [3_744_679_936, "https://arxiv.org/abs/2301.12597"],
  "blip2-flan-t5-xl": [3_942_446_592, "https://arxiv.org/abs/2301.12597"],
  "yolos-tiny": [6_359_040, "https://arxiv.org/abs/2106.00666"],
  "yolos-small": [30_204_288, "https://arxiv.org/abs/2106.00666"],
  "detr-resnet-50": [41_368_512, "https://arxiv.org/abs/2005.12872"],
  "detr-resnet-101": [60_308_416, "https://arxiv.org/abs/2005.12872"],
  "deformable-detr": [39_913_666, "https://arxiv.org/abs/2010.04159"],
  "deta-swin-large": [217_683_380, "https://arxiv.org/abs/2212.06137"],
  distilgpt2: [81_912_576, "https://huggingface.co/distilgpt2"],
  gpt2: [124_439_808, "https://huggingface.co/gpt2"],
  "gpt2-medium": [354_823_168, "https://huggingface.co/gpt2-medium"],
  "gpt2-xl": [1_557_611_200, "https://huggingface.co/gpt2-xl"],
  "gpt-neo-125m": [125_198_592, "https://huggingface.co/EleutherAI/gpt-neo-125m"],
  "opt-1.3b": [1_315_758_080, "https://arxiv.org/abs/2205.01068"],
  "opt-6.7b": [6_658_473_984, "https://arxiv.org/abs/2205.01068"],
  "bloom-560m": [559_214_592, "https://arxiv.org/abs/2211.05100"],
  "bloom-1b7": [1_722_408_960, "https://arxiv.org/abs/2211.05100"],
  "bloom-3b": [3_002_557_440, "https://arxiv.org/abs/2211.05100"],
  "bloom-7b1": [7_069_016_064, "https://arxiv.org/abs/2211.05100"],
  "flan-t5-base": [222_903_552, "https://arxiv.org/abs/2210.11416"],
  "flan-t5-large": [750_251_008, "https://arxiv.org/abs/2210.11416"],
  "flan-t5-xl": [2_783_959_040, "https://arxiv.org/abs/2210.11416"],
  "flan-t5-xxl": [11_003_736_064, "https://arxiv.org/abs/2210.11416"],
  "bk-sdm-tiny": [530_099_307, "https://arxiv.org/abs/2305.15798"],
  "stable-diffusion-1": [1_066_235_307, "https://arxiv.org/abs/2112.10752"],
  "stable-diffusion-2": [1_289_952_427, "https://huggingface.co/stabilityai/stable-diffusion-2-1"],
  "stable-diffusion-xl": [3_468_837_867, "https://arxiv.org/abs/2307.01952"],
} as const satisfies Readonly<Record<string, ArchitectureRow>>;

/** One of them. */
export type Architecture = keyof typeof ARCHITECTURES;
