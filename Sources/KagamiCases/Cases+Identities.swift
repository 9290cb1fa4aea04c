import Kagami
import KagamiNN

extension OperationCase {
  private static func identity(
    _ name: String, factor: Double = 1, torch: TorchCounterpart,
    _ apply: @escaping @Sendable (Tensor) -> Tensor
  ) -> OperationCase {
    OperationCase(
      name, [.smooth(.spread([3, 4], -2...2)), .special(.spread([0, 2], 0...1))], tolerance: 1e-6,
      operations: { _ in 0 }, torch: torch, apply: { apply($0[0]) },
      reference: { $0[0].map { factor * $0 } })
  }

  /// Operations that return their input's values; they change its layout, or its gradient.
  static let identities: [OperationCase] = [
    identity("to another device and back", torch: .none(reason: "torch has the one device here")) {
      x in
      Device.all.filter { $0 != x.device }.reduce(x) { $0.to($1) }.to(x.device)
    },
    // A step of differences would drown in float32's rounding: the value is the input's, the gradient that
    // of the cast.
    identity("cast to another type, its gradient", torch: .form("to")) { x in
      let other = x.to(x.dtype == .float32 ? .float64 : .float32)
      return x.detach() + (other - other.detach()).to(x.dtype)
    },
    // The value is scaled as the gradient is, so that differences of values have the gradient's slope.
    identity(
      "scaled gradient", factor: 0.75, torch: .none(reason: "a package's own; torch has none")
    ) { x in
      (x - 0.25 * x.detach())
        .scalingGradient(by: Tensor(0.75, dtype: x.dtype, device: x.device))
    },
    identity(
      "moduleBoundary", torch: .none(reason: "only the hooks of modules record it")
    ) { x in
      let module = Identity()
      module.registerFullBackwardHook { _, _, _ in }
      return module(x)
    },
  ]
}
