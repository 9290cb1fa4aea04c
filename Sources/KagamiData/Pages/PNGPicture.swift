/// A PNG file with the size that its header states.
struct PNGPicture: Sendable {
  let file: [UInt8]
  let width: Int
  let height: Int

  /// Reads the header; the pixels stay compressed.
  ///
  /// Source: W3C, Portable Network Graphics, sections 5.2 and 11.2.2,
  /// <https://www.w3.org/TR/png-3/>.
  ///
  /// - Throws: ``PNGError/decoding(reason:)`` unless the file begins and ends as a PNG does.
  init(_ file: [UInt8]) throws(PNGError) {
    let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    guard file.starts(with: signature), file.count >= 45, file[12..<16].elementsEqual("IHDR".utf8)
    else { throw .decoding(reason: "the bytes do not begin as a PNG file does") }
    guard file[(file.count - 8)..<(file.count - 4)].elementsEqual("IEND".utf8) else {
      throw .decoding(reason: "the file is cut: its end is missing")
    }
    func number(at place: Int) -> Int { file[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
    (width, height) = (number(at: 16), number(at: 20))
    guard width > 0, height > 0 else { throw .decoding(reason: "the picture has no pixels") }
    self.file = file
  }

  /// An image that needs no file beside the page and whose place is kept before it is decoded.
  func html(alt: String, scale: Int, isPixelated: Bool) -> HTMLElement {
    HTMLElement(
      empty: "img",
      [
        "src": "data:image/png;base64," + Base64.text(file), "alt": alt,
        "width": String(width * scale), "height": String(height * scale),
        "class": isPixelated ? "pixels" : nil,
      ])
  }
}
