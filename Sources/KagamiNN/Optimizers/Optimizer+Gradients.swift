internal import Kagami

extension Optimizer {
  /// Calls `body` for each parameter that has a gradient, without recording.
  ///
  /// - Parameter body: Is given the parameter's place among all of all groups, the parameter, the
  ///   gradient to descend along (negated where the objective is to grow, with weight decay added) and
  ///   the group.
  func forEachGradient(_ body: (Int, Parameter, Tensor, ParameterGroup) -> Void) {
    var index = -1
    for group in groups {
      for parameter in group.parameters {
        index += 1
        guard var gradient = parameter.grad?.detach() else { continue }
        noGrad {
          if group.maximize { gradient = -gradient }
          if group.weightDecay != 0 { gradient += parameter.value.detach() * group.weightDecay }
          body(index, parameter, gradient, group)
        }
      }
    }
  }
}
