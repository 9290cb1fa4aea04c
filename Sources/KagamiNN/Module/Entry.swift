internal import Kagami

/// A parameter or a buffer under one of its dotted names.
struct Entry {
  enum Holder {
    case parameter(Parameter)
    case buffer(Buffer)
  }

  var name: String
  let holder: Holder

  /// The value.
  var value: Tensor {
    switch holder {
    case .parameter(let parameter): parameter.value
    case .buffer(let buffer): buffer.value
    }
  }

  /// Whether a state holds the value.
  var isPersistent: Bool {
    if case .buffer(let buffer) = holder { buffer.persistent } else { true }
  }

  /// Whether a state may go without the value.
  var mayBeMissing: Bool {
    if case .buffer(let buffer) = holder { buffer.mayBeMissing } else { false }
  }

  /// Replaces the value; its type and device stay.
  func assign(_ tensor: Tensor) {
    let tensor = tensor.detach().to(value.dtype).to(value.device)
    switch holder {
    case .parameter(let parameter): parameter.assign(tensor)
    case .buffer(let buffer): buffer.assign(tensor)
    }
  }
}

extension Module {
  /// Every parameter and buffer under every name, shared ones under each.
  ///
  /// A module's own parameters come first, then its own buffers, and then its children's, as PyTorch
  /// orders a state.
  ///
  /// A module that is stored within itself, such as a child's reference to its parent, is listed once.
  ///
  /// - Parameter recurse: Whether children's are listed too.
  func entries(recurse: Bool = true) -> [Entry] {
    var path: Set<ObjectIdentifier> = []
    return entries(recurse: recurse, within: &path)
  }

  /// - Parameter path: The modules around this one.
  private func entries(recurse: Bool, within path: inout Set<ObjectIdentifier>) -> [Entry] {
    guard path.insert(ObjectIdentifier(self)).inserted else { return [] }
    defer { path.remove(ObjectIdentifier(self)) }
    var (parameters, buffers, below): ([Entry], [Entry], [Entry]) = ([], [], [])
    for member in members {
      switch member {
      case .parameter(let name, let parameter):
        let entry = Entry(name: name, holder: .parameter(parameter))
        if member.isDirect { parameters.append(entry) } else { below.append(entry) }
      case .buffer(let name, let buffer):
        let entry = Entry(name: name, holder: .buffer(buffer))
        if member.isDirect { buffers.append(entry) } else { below.append(entry) }
      case .module(let name, let module) where recurse:
        for var entry in module.entries(recurse: true, within: &path) {
          entry.name = Member.dotted(name, entry.name)
          below.append(entry)
        }
      case .module: break
      }
    }
    return parameters + buffers + (recurse ? below : [])
  }
}
