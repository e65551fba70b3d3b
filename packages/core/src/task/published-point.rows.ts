/**
 * Energies of single models as Luccioni, Jernite & Strubell (2024) logged them, typed from a recomputation of those logs
 * (sashavor/co2_inference, MIT): the mean over three data sets of ten runs of 1000 inferences each, one at a time, on
 * one A100 of a node of eight. The rows of `reference-rate.rows.ts` are means over these. Their grams are not kept.
 *
 * Named by who published the weights. `undefined` for the architecture: nobody trustworthy says what it is.
 * @module
 */
import type { Architecture } from "./architecture.rows.ts";
import type { Task } from "./task.rows.ts";

/** Per 1000 inferences: kWh of the whole node, kWh of its eight GPUs, seconds. */
export type LoggedModel = readonly [
  model: string,
  architecture: Architecture | undefined,
  nodeKwh: number,
  gpuKwh: number,
  seconds: number,
];

/** Models made for one task. */
export const TASK_MODELS: readonly { readonly task: Task; readonly models: readonly LoggedModel[] }[] = [
  {
    task: "text-classification",
    models: [
      ["sbcBI/sentiment_analysis_model", undefined, 0.0013492, 0.0007224, 5.033],
      ["lvwerra/distilbert-imdb", "distilbert-uncased", 0.0013686, 0.0007382, 5.063],
      ["distilbert-base-uncased-finetuned-sst-2-english", "distilbert-uncased", 0.0016525, 0.0008795, 6.111],
      ["cardiffnlp/twitter-xlm-roberta-base-sentiment", "xlm-roberta-base", 0.002347, 0.0012634, 8.524],
      [
        "nlptown/bert-base-multilingual-uncased-sentiment",
        "bert-multilingual-uncased",
        0.0023551,
        0.0012901,
        8.388,
      ],
      ["cardiffnlp/twitter-roberta-base-sentiment-latest", "roberta-base", 0.0023792, 0.0013012, 8.478],
      ["finiteautomata/bertweet-base-sentiment-analysis", "bertweet", 0.0024451, 0.0012964, 9.026],
      ["siebert/sentiment-roberta-large-english", "roberta-large", 0.0044409, 0.0024259, 15.685],
    ],
  },
  {
    task: "question-answering",
    models: [
      ["distilbert-base-cased-distilled-squad", "distilbert-cased", 0.0016939, 0.0008945, 6.315],
      ["distilbert-base-uncased-distilled-squad", "distilbert-uncased", 0.0017015, 0.0008973, 6.341],
      ["deepset/tinyroberta-squad2", "distilroberta", 0.0017067, 0.0009014, 6.362],
      ["deepset/electra-base-squad2", "electra-base", 0.0026526, 0.0014105, 9.734],
      ["deepset/roberta-base-squad2", "roberta-base", 0.0029575, 0.0015614, 10.911],
      [
        "deepset/bert-large-uncased-whole-word-masking-squad2",
        "bert-large-uncased",
        0.005054,
        0.0027674,
        17.688,
      ],
      [
        "bert-large-uncased-whole-word-masking-finetuned-squad",
        "bert-large-uncased",
        0.0050623,
        0.0027754,
        17.741,
      ],
      ["timpal0l/mdeberta-v3-base-squad2", "mdeberta-v3-base", 0.0054196, 0.0029222, 19.261],
    ],
  },
  {
    task: "fill-mask",
    models: [
      ["distilbert-base-uncased", "distilbert-uncased", 0.0018147, 0.0009576, 6.802],
      ["bert-base-cased", "bert-base-cased", 0.0027495, 0.0014445, 10.23],
      ["roberta-base", "roberta-base", 0.0029003, 0.0015204, 10.777],
      ["albert-base-v2", "albert-base", 0.0029789, 0.0015585, 11.124],
      ["bert-base-uncased", "bert-base-uncased", 0.0030275, 0.0015816, 11.238],
      ["bert-base-multilingual-cased", "bert-multilingual-cased", 0.0035307, 0.0018601, 13.071],
      ["xlm-roberta-base", "xlm-roberta-base", 0.0047455, 0.0025108, 17.309],
      ["microsoft/deberta-base", "deberta-base", 0.0052838, 0.0027599, 19.71],
    ],
  },
  {
    task: "token-classification",
    models: [
      [
        "elastic/distilbert-base-cased-finetuned-conll03-english",
        "distilbert-cased",
        0.0018589,
        0.0009739,
        6.943,
      ],
      [
        "dmargutierrez/distilbert-base-multilingual-cased-mapa_coarse-ner",
        "distilbert-multilingual",
        0.0018755,
        0.000983,
        6.996,
      ],
      ["dslim/bert-base-NER", "bert-base-cased", 0.0027526, 0.0014447, 10.281],
      ["Babelscape/wikineural-multilingual-ner", "bert-multilingual-cased", 0.0028309, 0.0014902, 10.572],
      [
        "QCRI/bert-base-multilingual-cased-pos-english",
        "bert-multilingual-cased",
        0.0030748,
        0.0016024,
        11.452,
      ],
      ["dslim/bert-large-NER", "bert-large-cased", 0.0051928, 0.0027959, 18.61],
      ["Jean-Baptiste/roberta-large-ner-english", "roberta-large", 0.0052726, 0.0028421, 18.961],
      ["xlm-roberta-large-finetuned-conll03-english", "xlm-roberta-large", 0.0057839, 0.0031175, 20.491],
    ],
  },
  {
    task: "image-classification",
    models: [
      ["google/mobilenet_v1_0.75_192", "mobilenet-v1-0.75", 0.0058062, 0.0029697, 21.901],
      ["microsoft/resnet-18", "resnet-18", 0.0060138, 0.0030824, 22.668],
      ["google/vit-base-patch16-224", "vit-base-224", 0.006451, 0.0033621, 23.821],
      ["microsoft/beit-base-patch16-224-pt22k-ft22k", "beit-base", 0.0068454, 0.0035651, 25.277],
      ["facebook/convnextv2-tiny-1k-224", "convnextv2-tiny", 0.0071311, 0.0036662, 26.681],
      ["microsoft/resnet-50", "resnet-50", 0.0073589, 0.0037584, 27.683],
      ["facebook/convnextv2-tiny-22k-384", "convnextv2-tiny", 0.007571, 0.0039344, 27.99],
      ["google/vit-base-patch16-384", "vit-base-384", 0.0094109, 0.0050771, 33.294],
    ],
  },
  {
    task: "object-detection",
    models: [
      ["hustvl/yolos-tiny", "yolos-tiny", 0.0130157, 0.0069782, 46.184],
      ["facebook/detr-resnet-50", "detr-resnet-50", 0.0240191, 0.0128809, 84.989],
      ["polejowska/detr-r50-cd45rb-1ah-6l", "detr-resnet-50", 0.0244211, 0.0130739, 86.604],
      ["facebook/detr-resnet-101", "detr-resnet-101", 0.0255026, 0.0137703, 89.544],
      ["SenseTime/deformable-detr", "deformable-detr", 0.0310298, 0.0169052, 107.73],
      ["polejowska/detr-r50-cd45rb-8ah-6l-gelu-corrected", "detr-resnet-50", 0.0326383, 0.0174035, 116.176],
      ["hustvl/yolos-small", "yolos-small", 0.0467989, 0.0259635, 158.79],
      ["jozhang97/deta-swin-large", "deta-swin-large", 0.1045439, 0.0599232, 339.71],
    ],
  },
  {
    task: "text-generation",
    models: [
      ["distilgpt2", "distilgpt2", 0.0146753, 0.007684, 53.576],
      ["EleutherAI/gpt-neo-125m", "gpt-neo-125m", 0.0241737, 0.0126012, 88.339],
      ["gpt2", "gpt2", 0.0263006, 0.0137406, 95.874],
      ["bigscience/bloom-560m", "bloom-560m", 0.041423, 0.0218037, 149.55],
      ["facebook/opt-1.3b", "opt-1.3b", 0.043022, 0.0234252, 149.483],
      ["gpt2-medium", "gpt2-medium", 0.0479172, 0.0250822, 174.032],
      ["facebook/opt-6.7b", "opt-6.7b", 0.0824044, 0.0475372, 265.557],
      ["gpt2-xl", "gpt2-xl", 0.0953194, 0.0507374, 339.557],
    ],
  },
  {
    task: "summarization",
    models: [
      ["ainize/bart-base-cnn", "bart-base", 0.0275325, 0.0140071, 103.461],
      ["sshleifer/distilbart-xsum-12-6", "distilbart-12-6", 0.0318469, 0.0165658, 116.523],
      ["sshleifer/distilbart-cnn-12-6", "distilbart-12-6", 0.03198, 0.0162784, 119.802],
      ["facebook/bart-large-cnn", "bart-large", 0.0498821, 0.0253658, 186.724],
      ["pszemraj/led-large-book-summary", "led-large", 0.0581663, 0.0309392, 207.692],
      ["google/pegasus-xsum", "pegasus-512", 0.0640741, 0.0330884, 236.24],
      ["google/pegasus-multi_news", "pegasus-1024", 0.0647232, 0.0335948, 236.991],
      ["google/pegasus-large", "pegasus-1024", 0.0652752, 0.0344363, 234.814],
    ],
  },
  {
    task: "image-to-text",
    models: [
      ["microsoft/git-base", "git-base", 0.0294288, 0.0161008, 101.605],
      ["Salesforce/blip-image-captioning-base", "blip-base", 0.0439654, 0.0234367, 156.605],
      ["ydshieh/vit-gpt2-coco-en", "vit-gpt2", 0.0498335, 0.026189, 180.683],
      ["nlpconnect/vit-gpt2-image-captioning", "vit-gpt2", 0.0505753, 0.0263531, 184.507],
      ["Salesforce/blip-image-captioning-large", "blip-large", 0.0659392, 0.0358863, 229.03],
      ["Salesforce/blip2-opt-2.7b", "blip2-opt-2.7b", 0.0800044, 0.044806, 268.574],
      ["Salesforce/blip2-flan-t5-xl", "blip2-flan-t5-xl", 0.0917438, 0.0502531, 316.319],
      ["microsoft/git-large-coco", "git-large", 0.0923311, 0.053067, 299.099],
    ],
  },
  {
    task: "text-to-image",
    models: [
      ["segmind/tiny-sd", "bk-sdm-tiny", 0.7554714, 0.4476613, 2341.816],
      ["nota-ai/bk-sdm-tiny", "bk-sdm-tiny", 0.7721645, 0.4589295, 2382.94],
      ["stabilityai/stable-diffusion-2-1-base", "stable-diffusion-2", 1.2646947, 0.7642504, 3807.16],
      ["prompthero/openjourney", "stable-diffusion-1", 1.3123807, 0.776178, 4079.007],
      ["SG161222/Realistic_Vision_V1.4", "stable-diffusion-1", 1.3382097, 0.8026512, 4074.237],
      ["CompVis/stable-diffusion-v1-4", "stable-diffusion-1", 1.3436062, 0.8083513, 4071.97],
      ["runwayml/stable-diffusion-v1-5", "stable-diffusion-1", 1.3478114, 0.8122876, 4073.793],
      ["stabilityai/stable-diffusion-2-1", "stable-diffusion-2", 3.0412789, 1.8492998, 9067.181],
      ["dreamlike-art/dreamlike-photoreal-2.0", "stable-diffusion-1", 3.3912846, 2.0246329, 10396.029],
      ["stabilityai/stable-diffusion-xl-base-1.0", "stable-diffusion-xl", 11.2934154, 6.8563698, 33750.923],
    ],
  },
];

/** Per 1000 inferences: kWh of the whole node. How much of it the GPUs took was not recomputed. */
export type PromptedModel = readonly [model: string, architecture: Architecture, nodeKwh: number];

/** Models of many tasks that were prompted to do one (the study's Table 3), so that both kinds can be compared. */
export const PROMPTED_MODELS: readonly { readonly task: Task; readonly models: readonly PromptedModel[] }[] =
  [
    {
      task: "text-classification",
      models: [
        ["google/flan-t5-base", "flan-t5-base", 0.009551],
        ["google/flan-t5-large", "flan-t5-large", 0.016998],
        ["google/flan-t5-xl", "flan-t5-xl", 0.019197],
        ["google/flan-t5-xxl", "flan-t5-xxl", 0.03275],
        ["bigscience/bloomz-560m", "bloom-560m", 0.010771],
        ["bigscience/bloomz-1b7", "bloom-1b7", 0.015468],
        ["bigscience/bloomz-3b", "bloom-3b", 0.020222],
        ["bigscience/bloomz-7b1", "bloom-7b1", 0.033655],
      ],
    },
    {
      task: "question-answering",
      models: [
        ["google/flan-t5-base", "flan-t5-base", 0.017029],
        ["google/flan-t5-large", "flan-t5-large", 0.042533],
        ["google/flan-t5-xl", "flan-t5-xl", 0.044556],
        ["google/flan-t5-xxl", "flan-t5-xxl", 0.079441],
        ["bigscience/bloomz-560m", "bloom-560m", 0.016911],
        ["bigscience/bloomz-1b7", "bloom-1b7", 0.02705],
        ["bigscience/bloomz-3b", "bloom-3b", 0.040622],
        ["bigscience/bloomz-7b1", "bloom-7b1", 0.075522],
      ],
    },
    {
      task: "summarization",
      models: [
        ["google/flan-t5-base", "flan-t5-base", 0.052977],
        ["google/flan-t5-large", "flan-t5-large", 0.106501],
        ["google/flan-t5-xl", "flan-t5-xl", 0.111166],
        ["google/flan-t5-xxl", "flan-t5-xxl", 0.135993],
        ["bigscience/bloomz-560m", "bloom-560m", 0.135127],
        ["bigscience/bloomz-1b7", "bloom-1b7", 0.144651],
        ["bigscience/bloomz-3b", "bloom-3b", 0.159169],
        ["bigscience/bloomz-7b1", "bloom-7b1", 0.203592],
      ],
    },
  ];

/** The publication behind every point. */
export const POINTS_SOURCE = {
  title:
    "Luccioni, Jernite & Strubell 2024, Power Hungry Processing; recomputed from its logs (sashavor/co2_inference)",
  url: "https://arxiv.org/abs/2311.16863",
  year: 2024,
  licence: "MIT",
  retrieved: "2026-11-23",
} as const;

/** GPUs of the node; one of them worked. */
export const NODE_GPUS = 8;

/** What the eight GPUs draw while none of them works, W: first percentile of 13,370 runs (M15). */
export const NODE_IDLE_GPU_W = 451.3;
