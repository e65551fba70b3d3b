/**
 * onnxruntime-web inside a Worker. The platform compiles WebAssembly when a Worker is uploaded and refuses to compile
 * bytes at run time; the runtime wants bytes. So the runtime is given a marker for its bytes, and while it starts, the
 * one call that would compile the marker gets the module that the platform compiled.
 * @module
 */
import compiled from "onnxruntime-web/ort-wasm-simd-threaded.wasm";
import * as ort from "onnxruntime-web/wasm";

/** Stands for the bytes of the runtime; compared by identity, never read. */
const MARKER = new ArrayBuffer(8);

/**
 * A session on a model's bytes, on the isolate's one thread. The first call of an isolate starts the runtime: some
 * hundred milliseconds of CPU time. Throws the runtime's error when the model cannot be loaded.
 */
export async function openSession(onnx: ArrayBuffer): Promise<ort.InferenceSession> {
  ort.env.logLevel = "error";
  // there are no web workers to make threads of
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmBinary = MARKER;
  return withCompiled(async () => ort.InferenceSession.create(new Uint8Array(onnx)));
}

/** Runs `start` while `WebAssembly.instantiate` knows the marker; every other call goes through as it was. */
async function withCompiled<T>(start: () => Promise<T>): Promise<T> {
  const platform = WebAssembly.instantiate;
  const patched = async (source: unknown, imports: WebAssembly.Imports): Promise<unknown> => {
    // of bytes the caller wants both the module and its instance, of a module only the instance is given
    if (isMarker(source)) {
      return { module: compiled, instance: await platform.call(WebAssembly, compiled, imports) };
    }
    return platform.call(WebAssembly, source as WebAssembly.Module, imports);
  };
  Object.assign(WebAssembly, { instantiate: patched });
  try {
    return await start();
  } finally {
    Object.assign(WebAssembly, { instantiate: platform });
  }
}

function isMarker(source: unknown): boolean {
  return source === MARKER || (ArrayBuffer.isView(source) && source.buffer === MARKER);
}
