internal import CKernels

// What a step of a recurrent layer does after its products, `[rows, n]` side by side, `[rows, 4n]` and `[rows, 3n]`
// of gates one after another; results lie apart from inputs.
extension KernelElement {
  /// The values of the gates i, f, g and o of the sum of both parts; `c' = f·c + i·g` and `h' = o·tanh(c')`.
  package static func lstmStep(
    rows: Int, n: Int, input: UnsafePointer<Self>, hidden: UnsafePointer<Self>,
    c: UnsafePointer<Self>, gates: UnsafeMutablePointer<Self>, newH: UnsafeMutablePointer<Self>,
    newC: UnsafeMutablePointer<Self>
  ) {
    kg_lstm_step(code, rows, n, input, hidden, c, gates, newH, newC)
  }

  /// The gradients of either part and of c, from those of `h'` and `c'`.
  package static func lstmStepBackward(
    rows: Int, n: Int, gates: UnsafePointer<Self>, c: UnsafePointer<Self>,
    newC: UnsafePointer<Self>, gradientOfH: UnsafePointer<Self>, gradientOfC: UnsafePointer<Self>,
    into parts: UnsafeMutablePointer<Self>, intoC: UnsafeMutablePointer<Self>
  ) {
    kg_lstm_step_backward(code, rows, n, gates, c, newC, gradientOfH, gradientOfC, parts, intoC)
  }

  /// The values of the gates r and z of the sum of both parts and of n, in which the other part is r times as
  /// large; `h' = n + z·(h − n)`.
  package static func gruStep(
    rows: Int, n: Int, input: UnsafePointer<Self>, hidden: UnsafePointer<Self>,
    h: UnsafePointer<Self>, gates: UnsafeMutablePointer<Self>, newH: UnsafeMutablePointer<Self>
  ) {
    kg_gru_step(code, rows, n, input, hidden, h, gates, newH)
  }

  /// The gradients of each part and of h, from that of `h'`.
  package static func gruStepBackward(
    rows: Int, n: Int, gates: UnsafePointer<Self>, hidden: UnsafePointer<Self>,
    h: UnsafePointer<Self>, gradient: UnsafePointer<Self>, into input: UnsafeMutablePointer<Self>,
    intoHidden: UnsafeMutablePointer<Self>, intoH: UnsafeMutablePointer<Self>
  ) {
    kg_gru_step_backward(code, rows, n, gates, hidden, h, gradient, input, intoHidden, intoH)
  }
}
