internal import Kagami

/// A tensor of the graph.
struct Value {
  let name: String
  let form: TracedGraph.Form

  var extents: [Extent] { form.extents }
  var dtype: DType { form.dtype }
  var rank: Int { extents.count }
}

/// An operation that is about to be written.
struct Call {
  let name: String
  let module: String?
  let inputs: [Value]
  /// Nil in the places of results that nothing is computed from.
  let outputs: [Value?]
  /// All results' forms.
  let outputForms: [TracedGraph.Form]

  /// The name of the first result.
  var output: String? { outputs[0]?.name }

  /// What is thrown where the operation has no counterpart.
  func unsupported(_ reason: String) -> ONNXError {
    .unsupported(operation: name, module: module, reason: reason)
  }

  /// The extent of an axis, which the batch's size must not change.
  func fixed(_ extent: Extent, _ what: String) throws(ONNXError) -> Int {
    guard let fixed = extent.fixed else {
      throw unsupported("\(what) follows the size of the batch; batchAxis: nil fixes it")
    }
    return fixed
  }
}
