internal import KagamiData

// What a summary's value holds, in the fields of `Summary.Value`. Source:
// https://github.com/tensorflow/tensorboard/blob/master/tensorboard/compat/proto/summary.proto.
extension Fields {
  static func scalar(_ tag: String, _ value: Double) -> Fields {
    .message {
      $0.text(1, tag)
      $0.float(2, Float(value))
    }
  }

  static func image(_ tag: String, _ image: GrayImage) throws(PNGError) -> Fields {
    .image(tag, try PNG.encode(image), width: image.width, height: image.height, channels: 1)
  }

  static func image(_ tag: String, _ image: RGBImage) throws(PNGError) -> Fields {
    .image(tag, try PNG.encode(image), width: image.width, height: image.height, channels: 3)
  }

  private static func image(
    _ tag: String, _ file: [UInt8], width: Int, height: Int, channels: Int
  ) -> Fields {
    .message {
      $0.text(1, tag)
      $0.message(4) {
        $0.integer(1, height)
        $0.integer(2, width)
        $0.integer(3, channels)
        $0.data(4, file)
      }
    }
  }

  static func histogram(_ tag: String, _ values: [Double]) -> Fields {
    let bins = HistogramBins(values)
    // NaN is the least and the largest of what has one, as in NumPy.
    let hasNaN = values.contains { $0.isNaN }
    return .message {
      $0.text(1, tag)
      $0.message(5) {
        $0.double(1, hasNaN ? .nan : values.min() ?? 0)
        $0.double(2, hasNaN ? .nan : values.max() ?? 0)
        $0.double(3, Double(values.count))
        $0.double(4, values.reduce(0, +))
        $0.double(5, values.reduce(0) { $0 + $1 * $1 })
        $0.doubles(6, bins.upperLimits)
        $0.doubles(7, bins.counts)
      }
    }
  }

  static func text(_ tag: String, _ text: String) -> Fields {
    .message {
      $0.text(1, "\(tag)/text_summary")
      $0.message(8) {
        // Strings.
        $0.integer(1, 7)
        $0.message(2) { $0.message(2) { $0.integer(1, 1) } }
        $0.text(8, text)
      }
      $0.plugin("text", [])
    }
  }

  /// The part of a value that names the plugin which shows it.
  mutating func plugin(_ name: String, _ content: [UInt8]) {
    message(9) {
      $0.message(1) {
        $0.text(1, name)
        $0.data(2, content)
      }
    }
  }
}
