/// What a pickle may name of Python's: all that files of tensors need, and nothing that runs.
enum TorchGlobal: Equatable {
  /// `collections.OrderedDict`, which state dictionaries and the hooks of tensors are.
  case orderedDict
  /// `torch.Size`, a tuple.
  case size
  /// `torch._utils._rebuild_tensor`.
  case rebuildTensor
  /// `torch._utils._rebuild_tensor_v2`.
  case rebuildTensorV2
  /// `torch._utils._rebuild_tensor_v3`, of types whose storages are of bytes.
  case rebuildTensorV3
  /// `torch._utils._rebuild_parameter`.
  case rebuildParameter
  /// A class of storages, such as `torch.FloatStorage`.
  case storage(TorchElement)
  /// A type of elements, such as `torch.float32`.
  case dtype(TorchElement)

  /// What a name stands for, or nil if it is none of these.
  init?(module: String, name: String) {
    switch (module, name) {
    case ("collections", "OrderedDict"): self = .orderedDict
    case ("torch", "Size"): self = .size
    case ("torch._utils", "_rebuild_tensor"): self = .rebuildTensor
    case ("torch._utils", "_rebuild_tensor_v2"): self = .rebuildTensorV2
    case ("torch._utils", "_rebuild_tensor_v3"): self = .rebuildTensorV3
    case ("torch._utils", "_rebuild_parameter"): self = .rebuildParameter
    case ("torch", _), ("torch.cuda", _), ("torch.storage", _):
      if let element = TorchElement.allCases.first(where: { $0.storage == name }) {
        self = .storage(element)
      } else if module == "torch", let element = TorchElement(rawValue: name), element != .untyped {
        self = .dtype(element)
      } else {
        return nil
      }
    default: return nil
    }
  }
}
