/** @module The layers that networks here are made of, each with its gradient, in standard ONNX operators. */
import { int, ints } from "../onnx/model.ts";
import type { Tape, Value } from "./tape.ts";

/** x·weight + bias: x [N, in], weight [in, out], bias [out] → [N, out]. */
export function dense(tape: Tape, x: Value, weight: Value, bias: Value): Value {
  return tape.depends(
    tape.emit("Gemm", [x, weight, bias]),
    [x, (dy) => tape.emit("Gemm", [dy, weight], { transB: int(1) })],
    [weight, (dy) => tape.emit("Gemm", [x, dy], { transA: int(1) })],
    [bias, (dy) => tape.emit("ReduceSum", [dy, tape.axes(0)], { keepdims: int(0) })],
  );
}

/** max(x, 0). Its slope is the sign of the result: 1 where x was positive, else 0. */
export function relu(tape: Tape, x: Value): Value {
  const y = tape.emit("Relu", [x]);
  return tape.depends(y, [x, (dy) => tape.emit("Mul", [dy, tape.emit("Sign", [y])])]);
}

/** The geometry of a square convolution: equal on both axes and all four sides. */
export interface ConvGeometry {
  readonly kernel: number;
  readonly stride: number;
  readonly pad: number;
}

/** Size after a convolution. Throws a RangeError where the kernel would not cover the edge: its gradient is not defined here. */
export function convSize(size: number, { kernel, stride, pad }: ConvGeometry): number {
  const steps = (size + 2 * pad - kernel) / stride;
  if (!Number.isInteger(steps) || steps < 0) {
    throw new RangeError(
      `a ${kernel}×${kernel} kernel, stride ${stride}, pad ${pad}, does not tile ${size} pixels`,
    );
  }
  return steps + 1;
}

/** Convolution: x [N, in, h, w], weight [out, in, k, k], bias [out] → [N, out, h', w']. */
export function conv(tape: Tape, x: Value, weight: Value, bias: Value, geometry: ConvGeometry): Value {
  const { stride, pad } = geometry;
  const strides = ints(stride, stride);
  const pads = ints(pad, pad, pad, pad);
  const swap = { perm: ints(1, 0, 2, 3) };
  return tape.depends(
    tape.emit("Conv", [x, weight, bias], { strides, pads }),
    [x, (dy) => tape.emit("ConvTranspose", [dy, weight], { strides, pads })],
    [
      weight,
      // dW is itself a convolution: of x by dy, with batch and channels exchanged and the stride as dilation.
      (dy) => {
        const swappedX = tape.emit("Transpose", [x], swap);
        const swappedDy = tape.emit("Transpose", [dy], swap);
        const swapped = tape.emit("Conv", [swappedX, swappedDy], { dilations: strides, pads });
        return tape.emit("Transpose", [swapped], swap);
      },
    ],
    [bias, (dy) => tape.emit("ReduceSum", [dy, tape.axes(0, 2, 3)], { keepdims: int(0) })],
  );
}

/** [N, …] → [N, product of the rest]. */
export function flatten(tape: Tape, x: Value): Value {
  return tape.depends(tape.emit("Flatten", [x], { axis: int(1) }), [
    x,
    (dy) => tape.emit("Reshape", [dy, tape.emit("Shape", [x])]),
  ]);
}

/** Mean cross-entropy in nats of softmax(logits [N, classes]) against one-hot labels [N, classes]: a number. */
export function crossEntropy(tape: Tape, logits: Value, labels: Value, name?: Value): Value {
  const logProbabilities = tape.emit("LogSoftmax", [logits], { axis: int(1) });
  const picked = tape.emit("Mul", [labels, logProbabilities]);
  const perExample = tape.emit("ReduceSum", [picked, tape.axes(1)], { keepdims: int(0) });
  const mean = tape.emit("ReduceMean", [perExample], { axes: ints(0), keepdims: int(0) });
  return tape.depends(tape.emit("Neg", [mean], {}, name), [
    logits,
    (dy) => {
      const batch = tape.emit("Shape", [logits], { start: int(0), end: int(1) });
      const batchSize = tape.emit("Cast", [batch], { to: int(1) });
      const difference = tape.emit("Sub", [tape.emit("Exp", [logProbabilities]), labels]);
      return tape.emit("Mul", [tape.emit("Div", [difference, batchSize]), dy]);
    },
  ]);
}
