package import KagamiKernels

package typealias WindowAxis = KagamiKernels.WindowAxis
package typealias WindowGeometry = KagamiKernels.WindowGeometry

/// A window over images and the groups of their channels.
package struct ConvolutionGeometry: Hashable, Sendable {
  package var window: WindowGeometry
  /// Groups of channels, each of which has a part of the weight.
  package var groups: Int
}

// By way of the host.
extension Backend {
  /// By way of the host.
  package func convolution(
    _ x: Operand, _ weight: Operand, bias: Operand?, _ geometry: ConvolutionGeometry,
    into target: Operand
  ) {
    throughHost([x, weight] + (bias.map { [$0] } ?? []), into: target) { inputs, target in
      ReferenceBackend().convolution(
        inputs[0], inputs[1], bias: inputs.count == 3 ? inputs[2] : nil, geometry, into: target)
    }
  }

  /// By way of the host.
  package func convolutionTranspose(
    _ gradient: Operand, _ weight: Operand, bias: Operand?, _ geometry: ConvolutionGeometry,
    into target: Operand
  ) {
    throughHost([gradient, weight] + (bias.map { [$0] } ?? []), into: target) { inputs, target in
      ReferenceBackend().convolutionTranspose(
        inputs[0], inputs[1], bias: inputs.count == 3 ? inputs[2] : nil, geometry, into: target)
    }
  }

  /// By way of the host.
  package func convolutionWeight(
    _ x: Operand, _ gradient: Operand, _ geometry: ConvolutionGeometry, into target: Operand
  ) {
    throughHost([x, gradient], into: target) {
      ReferenceBackend().convolutionWeight($0[0], $0[1], geometry, into: $1)
    }
  }

  /// By way of the host.
  package func unfold(_ x: Operand, _ window: WindowGeometry, into target: Operand) {
    throughHost([x], into: target) { ReferenceBackend().unfold($0[0], window, into: $1) }
  }

  /// By way of the host.
  package func fold(_ x: Operand, _ window: WindowGeometry, into target: Operand) {
    throughHost([x], into: target) { ReferenceBackend().fold($0[0], window, into: $1) }
  }

  /// By way of the host.
  package func maxPool(
    _ x: Operand, _ window: WindowGeometry, into target: Operand, places: Operand?
  ) {
    throughHost([x], into: target) { inputs, target in
      guard let places else {
        return ReferenceBackend().maxPool(inputs[0], window, into: target, places: nil)
      }
      throughHost([], into: places) {
        ReferenceBackend().maxPool(inputs[0], window, into: target, places: $1)
      }
    }
  }

  /// By way of the host.
  package func maxPoolBackward(_ gradient: Operand, places: Operand, into target: Operand) {
    throughHost([gradient, places], into: target) {
      ReferenceBackend().maxPoolBackward($0[0], places: $0[1], into: $1)
    }
  }

  /// By way of the host.
  package func sumPool(_ x: Operand, _ window: WindowGeometry, into target: Operand) {
    throughHost([x], into: target) { ReferenceBackend().sumPool($0[0], window, into: $1) }
  }

  /// By way of the host.
  package func sumPoolBackward(
    _ gradient: Operand, _ window: WindowGeometry, into target: Operand
  ) {
    throughHost([gradient], into: target) {
      ReferenceBackend().sumPoolBackward($0[0], window, into: $1)
    }
  }
}
