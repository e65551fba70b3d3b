/** @module A tape: ONNX nodes in the order they were written, and for each result how its gradient flows back. */
import {
  floatTensor,
  int64Tensor,
  type OnnxAttribute,
  type OnnxNode,
  type OnnxTensor,
} from "../onnx/model.ts";

/** The name of a tensor on a tape. */
export type Value = string;

/** From the gradient of a result, the gradient of one of the inputs that made it. Writes its nodes on the tape. */
export type Backward = (gradient: Value) => Value;

/** How one result depends on the inputs it can be differentiated by. */
export interface Dependence {
  readonly result: Value;
  readonly inputs: readonly (readonly [input: Value, backward: Backward])[];
}

/** Collects the nodes of one ONNX graph. */
export class Tape {
  readonly nodes: OnnxNode[] = [];
  readonly constants: OnnxTensor[] = [];
  readonly dependences: Dependence[] = [];
  #count = 0;

  /** Writes one node and gives the name of its result: `name`, or one made up. */
  emit(
    op: string,
    inputs: readonly Value[],
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
    name: Value = this.#fresh(op),
  ): Value {
    this.nodes.push({ op, inputs, outputs: [name], attributes });
    return name;
  }

  /** Notes how `result` depends on its inputs, and gives `result` back. */
  depends(result: Value, ...inputs: Dependence["inputs"]): Value {
    this.dependences.push({ result, inputs });
    return result;
  }

  /** A constant number. */
  scalar(value: number): Value {
    const name = this.#fresh("scalar");
    this.constants.push(floatTensor(name, [], Float32Array.of(value)));
    return name;
  }

  /** A constant list of axes, as operators such as ReduceSum take them. */
  axes(...axes: readonly number[]): Value {
    const name = this.#fresh("axes");
    this.constants.push(int64Tensor(name, [axes.length], axes));
    return name;
  }

  #fresh(stem: string): Value {
    this.#count += 1;
    return `${stem}_${this.#count}`;
  }
}
