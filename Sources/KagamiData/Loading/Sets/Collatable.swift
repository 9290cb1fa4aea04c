public import Kagami

/// A sample, or a part of one, that PyTorch's `default_collate` has a rule for.
///
/// Tensors are stacked, numbers become a tensor, texts a list; lists and dictionaries are joined place by
/// place and key by key. Tuples cannot conform to a protocol: ``collate(pairs:)`` and its kin are for them. Source:
/// <https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.default_collate>.
public protocol Collatable {
  /// What several of them become.
  associatedtype Collated

  /// Several of them as one.
  ///
  /// - Parameter samples: One or more.
  static func collated(_ samples: [Self]) -> Collated
}

extension Tensor: Collatable {
  /// The tensors along a new first axis.
  ///
  /// - Precondition: all have the same shape and type.
  public static func collated(_ samples: [Tensor]) -> Tensor { Tensor.stack(samples) }
}

extension Float: Collatable {
  /// `float32` of `[samples.count]`.
  public static func collated(_ samples: [Float]) -> Tensor { Tensor(samples) }
}

extension Double: Collatable {
  /// `float64` of `[samples.count]`, as PyTorch has it of Python's floats.
  public static func collated(_ samples: [Double]) -> Tensor { Tensor(samples, dtype: .float64) }
}

extension Int: Collatable {
  /// `int64` of `[samples.count]`.
  public static func collated(_ samples: [Int]) -> Tensor { Tensor(samples) }
}

extension Bool: Collatable {
  /// `bool` of `[samples.count]`.
  public static func collated(_ samples: [Bool]) -> Tensor { Tensor(samples) }
}

extension String: Collatable {
  /// The texts as they are.
  public static func collated(_ samples: [String]) -> [String] { samples }
}

extension Array: Collatable where Element: Collatable {
  /// For each place of the lists, what is there in each.
  ///
  /// - Precondition: all lists have the same length.
  public static func collated(_ samples: [[Element]]) -> [Element.Collated] {
    let count = samples.first?.count ?? 0
    if let odd = samples.first(where: { $0.count != count }) {
      misuse(
        "collate", "lists of \(count) and of \(odd.count) elements have no common places",
        hint: "join samples of different lengths with a function of your own")
    }
    return (0..<count).map { place in Element.collated(samples.map { $0[place] }) }
  }
}

extension Dictionary: Collatable where Value: Collatable {
  /// For each key of the first, what stands there in each.
  ///
  /// - Precondition: all have the keys of the first.
  public static func collated(_ samples: [[Key: Value]]) -> [Key: Value.Collated] {
    var result: [Key: Value.Collated] = [:]
    for key in samples.first.map({ Array($0.keys) }) ?? [] {
      let column = samples.compactMap { $0[key] }
      if column.count != samples.count { misuse("collate", "a sample lacks the key \(key)") }
      result[key] = Value.collated(column)
    }
    return result
  }
}
