/// One value, or none yet, for each parameter of an optimizer, which may get more parameters.
struct Slots<Value> {
  private var values: [Value?] = []

  /// The value of the parameter at `index`, or nil.
  subscript(index: Int) -> Value? {
    get { index < values.count ? values[index] : nil }
    set {
      while values.count <= index { values.append(nil) }
      values[index] = newValue
    }
  }

  /// Takes a value out, so that what it is taken into is the only holder of its memory.
  mutating func take(_ index: Int) -> Value? {
    guard index < values.count else { return nil }
    let value = values[index]
    values[index] = nil
    return value
  }
}
