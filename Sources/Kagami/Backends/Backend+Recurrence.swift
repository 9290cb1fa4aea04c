// Steps of recurrent layers; the operations compose them where a device has nothing faster.
extension Backend {
  /// None.
  package func lstmStep(
    input: Operand, hidden: Operand, c: Operand
  ) -> (h: Operand, c: Operand, gates: Operand)? { nil }

  /// None.
  package func lstmStepBackward(
    gates: Operand, c: Operand, newC: Operand, gradientOfH: Operand, gradientOfC: Operand
  ) -> (parts: Operand, c: Operand)? { nil }

  /// None.
  package func gruStep(
    input: Operand, hidden: Operand, h: Operand
  ) -> (h: Operand, gates: Operand)? { nil }

  /// None.
  package func gruStepBackward(
    gates: Operand, hidden: Operand, h: Operand, gradient: Operand
  ) -> (input: Operand, hidden: Operand, h: Operand)? { nil }
}
