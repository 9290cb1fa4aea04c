public import Kagami

extension Tensor {
  /// The recorded graph that leads to this tensor, as DOT text in which a module's parameters have their names.
  ///
  /// ```swift
  /// let loss = criterion(model(x), y)
  /// let text = loss.graphDOT(parametersOf: model)    // leaves such as "0.weight", [256, 784]
  /// ```
  /// The names are the dotted ones of a saved state; a parameter that computes nothing here is not drawn. Source:
  /// <https://graphviz.org/doc/info/lang.html>.
  ///
  /// - Parameters:
  ///   - module: Whose parameters are named.
  ///   - names: Other tensors of the graph by the names that they are to have.
  ///   - showsSaved: Whether the tensors that operations keep for their gradients are drawn too.
  /// - Returns: A whole `digraph`.
  public func graphDOT(
    parametersOf module: Module, named names: [String: Tensor] = [:], showsSaved: Bool = false
  ) -> String {
    var all = names
    for (name, parameter) in module.namedParameters() where all[name] == nil {
      all[name] = parameter.value
    }
    return graphDOT(named: all, showsSaved: showsSaved)
  }
}
