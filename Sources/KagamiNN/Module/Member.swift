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

  /// Whether the member is a property of its own, not an element of an array or a dictionary.
  ///
  /// Parameters in a list are those of a child in PyTorch, and are ordered with children.
  var isDirect: Bool { !name.contains(".") }
}

/// A member named at run time; nil reserves the name without a member.
struct Registration {
  enum Kind { case parameter, buffer, module }

  let name: String
  let kind: Kind
  let member: Member?
}

extension Member {
  /// A dotted name; a child without one adds nothing to it.
  static func dotted(_ outer: String, _ inner: String) -> String {
    outer.isEmpty ? inner : inner.isEmpty ? outer : "\(outer).\(inner)"
  }
}
