/// The parameters and buffers of a module and all below it, each once, without their names.
///
/// For comparing two modules of the same structure; names are not formed.
struct HeldTensors {
  private(set) var parameters: [Parameter] = []
  private(set) var buffers: [Buffer] = []
  private var seen: Set<ObjectIdentifier> = []

  /// Walks through `module`.
  init(of module: Module) { visit(module) }

  private mutating func visit(_ module: Module) {
    guard seen.insert(ObjectIdentifier(module)).inserted else { return }
    for member in module.members {
      switch member {
      case .parameter(_, let parameter):
        if seen.insert(ObjectIdentifier(parameter)).inserted { parameters.append(parameter) }
      case .buffer(_, let buffer):
        if seen.insert(ObjectIdentifier(buffer)).inserted { buffers.append(buffer) }
      case .module(_, let child): visit(child)
      }
    }
  }
}
