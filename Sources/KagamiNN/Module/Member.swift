/// What a module's stored properties hold.
enum Member {
  case parameter(String, Parameter)
  case buffer(String, Buffer)
  case module(String, Module)

  var name: String {
    switch self {
    case .parameter(let name, _), .buffer(let name, _), .module(let name, _): name
    }
  }

  /// Whether the member stands in a property of its own, not in an array or a dictionary.
  ///
  /// Parameters in a list are to PyTorch those of a child, and come in line with children.
  var isDirect: Bool { !name.contains(".") }
}

/// A member that was given its name at run time; nil holds the name without a member.
struct Registration {
  enum Kind { case parameter, buffer, module }

  let name: String
  let kind: Kind
  let member: Member?
}
